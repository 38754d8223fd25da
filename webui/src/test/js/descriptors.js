// Descriptors of dimensions, as the server has them in /dimensions.js.

const labels = { en: { title: 'Title', column: 'Column' }, zh: { title: '标题', column: '列' } };

export const course = { name: 'course', list: 'courses', key: 'course', panel: 'COURSES', everyVisit: true, byEngine: true, labels };
export const search = { name: 'search', list: 'engines', key: 'engine', panel: 'TABLE', everyVisit: false, byEngine: true, labels };
export const keyword = { name: 'keyword', list: 'keywords', key: 'keyword', panel: 'TABLE', everyVisit: false, byEngine: false, labels };
export const region = { name: 'region', list: 'regions', key: 'region', panel: 'MAP', everyVisit: true, byEngine: false, labels };
export const minute = { name: 'minute', list: 'minutes', key: 'minute', panel: 'CURVE', everyVisit: true, byEngine: false, labels };
/** One that the page's modules do not mention. */
export const protocol = { name: 'protocol', list: 'protocols', key: 'protocol', panel: 'TABLE', everyVisit: true, byEngine: false, labels };

export const dimensions = [course, search, keyword, region, protocol, minute];

/** A day as the server sends it: course 1 has 70 clicks, course 2 has 30; 40 came from search engines. */
export function snapshot(changes = {}) {
  return {
    type: 'snapshot', day: '20171111', zone: 'Asia/Shanghai', total: 100,
    courses: [{ course: '1', clicks: 70, hours: new Array(24).fill(1) }, { course: '2', clicks: 30 }],
    engines: [{ engine: 'baidu', clicks: 25 }, { engine: 'bing', clicks: 15 }],
    keywords: [{ keyword: 'storm', clicks: 4 }],
    regions: [{ region: 'CN-GD', clicks: 60 }, { region: 'HK', clicks: 10 }, { region: 'US', clicks: 30 }],
    protocols: [{ protocol: 'HTTP/1.1', clicks: 80 }, { protocol: 'HTTP/2', clicks: 20 }],
    minutes: { 0: new Array(60).fill(1), 23: new Array(60).fill(0).fill(40, 59) },
    ...changes,
  };
}
