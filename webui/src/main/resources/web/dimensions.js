// What clicks are counted by, in the order of the page.

export const dimensions = [
  {
    name: 'course', list: 'courses', key: 'course', table: 'course_clickcount',
    panel: 'COURSES', everyVisit: true, byEngine: true,
    labels: { en: { title: 'Courses', column: 'Course' }, zh: { title: '课程', column: '课程' } },
  },
  {
    name: 'search', list: 'engines', key: 'engine', table: 'course_search_clickcount',
    panel: 'TABLE', everyVisit: false, byEngine: true,
    labels: { en: { title: 'Search engines', column: 'Engine' }, zh: { title: '搜索引擎', column: '引擎' } },
  },
  {
    name: 'keyword', list: 'keywords', key: 'keyword', table: 'course_keyword_clickcount',
    panel: 'TABLE', everyVisit: false, byEngine: false,
    labels: { en: { title: 'Keywords', column: 'Searched for' }, zh: { title: '搜索关键词', column: '关键词' } },
  },
  {
    name: 'region', list: 'regions', key: 'region', table: 'course_region_clickcount',
    panel: 'MAP', everyVisit: true, byEngine: false,
    labels: { en: { title: 'Regions', column: 'Region' }, zh: { title: '地区', column: '地区' } },
  },
  {
    name: 'client', list: 'clients', key: 'client', table: 'course_client_clickcount',
    panel: 'TABLE', everyVisit: true, byEngine: false,
    labels: { en: { title: 'Browsers and apps', column: 'Client' }, zh: { title: '浏览器与应用', column: '客户端' } },
  },
  {
    name: 'device', list: 'devices', key: 'device', table: 'course_device_clickcount',
    panel: 'TABLE', everyVisit: true, byEngine: false,
    labels: { en: { title: 'Devices', column: 'Device' }, zh: { title: '设备', column: '设备' } },
  },
  {
    name: 'minute', list: 'minutes', key: 'minute', table: 'course_minute_clickcount',
    panel: 'CURVE', everyVisit: true, byEngine: false,
    labels: { en: { title: 'minutes', column: 'Minute' }, zh: { title: '分钟', column: '分钟' } },
  },
];
