// The card of recent activity: what the sliding windows of the topology "activity" hold.

import { lineTimeOf } from './dates.js';
import { button, byId, press, putText } from './dom.js';
import { inChange, inDigits, inUnit } from './numbers.js';
import { drawTrend } from './spark.js';
import { RankedTable } from './tables.js';
import { labelOf } from './values.js';
import { say } from './words.js';

const MAX_ROWS = 8;
const UNITS = { s: 'second', m: 'minute', h: 'hour' };

/** Windows, the shortest first. */
export function shortestFirst(windows) {
  const lengthMs = ({ from, to }) => new Date(to) - new Date(from);
  return [...windows].sort((a, b) => lengthMs(a) - lengthMs(b));
}

/** The window that courses' trends are of: the longest that has a whole window before it; undefined if there is none. */
export function trendWindow(windows) {
  // Against a window that has only begun to fill, everything would be a rise.
  return shortestFirst(windows).findLast(({ beforeFilling }) => !beforeFilling);
}

/** A window's length in words: 10m is 10 min. */
export function windowLength(name) {
  const [, number, unit] = /^(\d+)([smh])$/.exec(name) ?? [];
  return number === undefined ? name : inUnit(number, UNITS[unit]);
}

/** What the card says below the table; `window` is undefined if there is none, `zone` is the one whose days are counted. */
export function windowHint(window, { following, problem }, zone) {
  if (!following) {
    return say('noActivity', { reason: problem });
  }
  if (window === undefined) {
    return say('noActivityYet');
  }
  const parts = [say('windowEnds', { time: lineTimeOf(new Date(window.to), zone) })];
  if (window.filling) {
    parts.push(say('filling', { window: windowLength(window.window) }));
  }
  if (window.late > 0) {
    parts.push(say('late', { count: inDigits(window.late) }));
  }
  const ahead = window.clocksAhead.map(({ partition, millis }) => say('clockAhead', {
    partition,
    time: inUnit(Math.round(millis / 1000), 'second'),
  }));
  if (ahead.length > 0) {
    parts.push(say('clocksAhead', { partitions: ahead.join(', ') }));
  }
  return parts.join(' · ');
}

export class Recent {
  #zone;
  #table;
  #activity = { following: true };
  #windows = new Map();
  #shown;
  #longest;
  #trends = new Map();

  /** `onSelect` is called with the course that was chosen; `zone` gives the zone whose days are counted, if it is known. */
  constructor({ onSelect, zone }) {
    this.#zone = zone;
    this.#table = new RankedTable(byId('recent'), 'course', {
      label: (course) => labelOf('course', course),
      onSelect,
      columns: [{
        className: 'trend',
        draw: (cell, course, row) => drawTrend(cell, row.before === undefined ? undefined : row),
      }],
    });
    this.draw();
  }

  /** Takes the newest state of all windows. */
  take(activity) {
    this.#activity = activity;
    const windows = shortestFirst(activity.windows);
    this.#windows = new Map(windows.map((window) => [window.window, window]));
    const trend = trendWindow(windows);
    this.#longest = trend ?? windows.at(-1);
    this.#trends = new Map((trend?.courses ?? []).map((course) => [course.course, course]));
    if (!this.#windows.has(this.#shown)) {
      this.#shown = this.#windows.keys().next().value;
    }
    this.#drawTabs();
    this.draw();
  }

  /** The length of the window that trends are of; undefined if there is no window. */
  trendLength() {
    return this.#longest === undefined ? undefined : windowLength(this.#longest.window);
  }

  /** A course's `clicks` in that window and in the one `before`; undefined if it has none, or there is no window before. */
  of(course) {
    return this.#trends.get(course);
  }

  /** By how much a course's clicks rose. */
  gain(course) {
    const recent = this.#trends.get(course);
    return recent === undefined ? 0 : recent.clicks - recent.before;
  }

  /** Removes all rows and draws them again: courses are called something else now. */
  rename() {
    this.#table.clear();
    this.draw();
  }

  draw() {
    const window = this.#windows.get(this.#shown);
    byId('recent-body').hidden = window === undefined;
    if (window !== undefined) {
      const change = inChange(window.clicks, window.before);
      putText(byId('recent-clicks'), inDigits(window.clicks));
      putText(byId('recent-change'), `${say('inWindow', { window: windowLength(window.window) })}${
        change === undefined || window.beforeFilling ? '' : ` · ${change}`}`);
      const rows = window.courses
        .map(({ course, clicks, before }) => ({ name: course, clicks, before: window.beforeFilling ? undefined : before }))
        .sort((a, b) => b.clicks - a.clicks)
        .slice(0, MAX_ROWS);
      this.#table.show(rows, undefined);
    }
    putText(byId('recent-hint'), windowHint(window, this.#activity, this.#zone()));
  }

  #drawTabs() {
    const names = Array.from(this.#windows.keys());
    const tabs = byId('windows');
    if (tabs.dataset.names === names.join()) {
      return;
    }
    tabs.dataset.names = names.join();
    tabs.replaceChildren(...names.map((name) => {
      const tab = button({ textContent: windowLength(name), ariaPressed: String(name === this.#shown) }, () => {
        this.#shown = name;
        press(tab, tabs.children);
        this.#table.clear();
        this.draw();
      });
      tab.dataset.window = name;
      return tab;
    }));
  }
}
