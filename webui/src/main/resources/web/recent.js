// The card of recent activity: what the sliding windows hold.

import { lineTimeOf } from './dates.js';
import { inChange, inDigits, putText } from './numbers.js';
import { drawTrend } from './spark.js';
import { RankedTable } from './tables.js';
import { say } from './words.js';

const SHOWN = 8;

const at = (id) => document.getElementById(id);

export class Recent {
  #zone;
  #table;
  #windows = new Map();
  #chosen;
  #trend;
  #trends = new Map();
  #source = { following: true };

  constructor({ pick, labelOf, zone }) {
    this.#zone = zone;
    this.#table = new RankedTable(at('recent'), 'course', {
      label: labelOf,
      pick,
      extras: [{ className: 'trend', draw: (cell, name, row) => drawTrend(cell, row.before === undefined ? undefined : row) }],
    });
    this.draw();
  }

  /** Takes the newest state of all windows. */
  take(activity) {
    const shortestFirst = activity.windows.toSorted((a, b) => spanOf(a) - spanOf(b));
    this.#windows = new Map(shortestFirst.map((window) => [window.window, window]));
    // A window that has just begun to fill would call everything a rise.
    this.#trend = shortestFirst.findLast((window) => !window.beforeFilling) ?? shortestFirst.at(-1);
    const courses = this.#trend === undefined || this.#trend.beforeFilling ? [] : this.#trend.courses;
    this.#trends = new Map(courses.map((course) => [course.course, course]));
    if (!this.#windows.has(this.#chosen)) {
      this.#chosen = this.#windows.keys().next().value;
    }
    this.#source = activity;
    this.#drawChoice();
    this.draw();
  }

  /** The length of the window that trends are of; undefined if there is none. */
  trendLength() {
    return this.#trend === undefined ? undefined : lengthOf(this.#trend.window);
  }

  /** A course's clicks in that window and in the one before; undefined if it has none, or the one before is filling. */
  of(course) {
    return this.#trends.get(course);
  }

  /** By how much a course's clicks rose. */
  gain(course) {
    const recent = this.#trends.get(course);
    return recent === undefined ? 0 : recent.clicks - recent.before;
  }

  /** Shows all courses by what they are called now. */
  rename() {
    this.#table.clear();
    this.draw();
  }

  #drawChoice() {
    const names = Array.from(this.#windows.keys());
    if (at('windows').dataset.names === names.join()) {
      return;
    }
    at('windows').dataset.names = names.join();
    at('windows').replaceChildren(...names.map((name) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = lengthOf(name);
      button.dataset.window = name;
      button.setAttribute('aria-pressed', String(name === this.#chosen));
      button.addEventListener('click', () => {
        this.#chosen = name;
        for (const other of at('windows').children) {
          other.setAttribute('aria-pressed', String(other === button));
        }
        this.#table.clear();
        this.draw();
      });
      return button;
    }));
  }

  /** Shows what is known. */
  draw() {
    const window = this.#windows.get(this.#chosen);
    at('recent-body').hidden = window === undefined;
    if (window !== undefined) {
      const length = lengthOf(window.window);
      putText(at('recent-clicks'), inDigits(window.clicks));
      const change = inChange(window.clicks, window.before);
      putText(at('recent-change'), `${say('inWindow', { window: length })}${change === undefined || window.beforeFilling ? '' : ` · ${change}`}`);
      const rows = window.courses
        .map(({ course, clicks, before }) => ({ name: course, clicks, before: window.beforeFilling ? undefined : before }))
        .sort((a, b) => b.clicks - a.clicks)
        .slice(0, SHOWN);
      this.#table.show(rows, undefined);
    }
    putText(at('recent-hint'), hintFor(window, this.#source, this.#zone));
  }
}

function hintFor(window, { following, problem }, zone) {
  if (!following) {
    return say('noActivity', { reason: problem });
  }
  if (window === undefined) {
    return say('noActivityYet');
  }
  const parts = [say('windowEnds', { time: lineTimeOf(new Date(window.to), zone()) })];
  if (window.filling) {
    parts.push(say('filling', { window: lengthOf(window.window) }));
  }
  if (window.late > 0) {
    parts.push(say('late', { count: inDigits(window.late) }));
  }
  return parts.join(' · ');
}

function spanOf({ from, to }) {
  return new Date(to) - new Date(from);
}

/** 10m as 10 min. */
function lengthOf(name) {
  const [, number, unit] = /^(\d+)([smh])$/.exec(name) ?? [];
  const units = { s: 'second', m: 'minute', h: 'hour' };
  return number === undefined ? name
    : new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: units[unit], unitDisplay: 'short' }).format(number);
}
