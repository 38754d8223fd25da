// What the values of dimensions are called, and what else is special about a dimension; all of it by the dimension's key.
// A dimension that is not named here shows its values as they are.

import { regionName } from './regions.js';
import { language, say } from './words.js';

const CHINESE_DEVICES = new Map(Object.entries({
  Desktop: '电脑', Phone: '手机', Tablet: '平板', TV: '电视', Robot: '爬虫', Other: '其他', Unknown: '未知',
}));

const LABELS = {
  course: (id) => (courseTitles[id] === undefined ? { text: id } : { text: courseTitles[id], hint: id }),
  region: (code) => ({ text: regionName(code) }),
  device: (kind) => ({ text: (language === 'zh' ? CHINESE_DEVICES.get(kind) : undefined) ?? kind }),
};

const NO_ROWS = { engine: 'noSearch', keyword: 'noKeywords' };

let courseTitles = {};

/** Sets the catalogue's titles, by course. */
export function setCourseTitles(titles) {
  courseTitles = titles;
}

/** A value as `{ text, hint }`: its name, and what stands small beside it, if anything. */
export function labelOf(key, value) {
  return LABELS[key]?.(value) ?? { text: value };
}

/** What a dimension's panel says when there is nothing to show. */
export function emptyText({ key, everyVisit }) {
  return say(NO_ROWS[key] ?? (everyVisit ? 'noClicks' : 'noValues'));
}
