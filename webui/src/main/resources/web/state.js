// What the page asks for and what it shows; panels and controls read it, and ask for something else through it.

import { serverTime } from './clock.js';
import { minuteOfDay } from './dates.js';

/** Dimensions whose values can be filtered by, by their key. */
export const FILTERS = ['course', 'engine'];

const MINUTES_OF_DAY = 24 * 60;

export class State {
  /** `{ day, course, engine, compare }` as `address.js` has it. */
  requested;
  /** The requested day's `Counts`; undefined until its snapshot has arrived. */
  counts;
  /** The `Counts` to compare with; undefined if there are none. */
  compared;
  /** The server's current day; undefined before the first snapshot. */
  today;
  #onRequest;

  /** `onRequest` is called with what is requested whenever a visitor has changed it. */
  constructor(requested, onRequest) {
    this.requested = requested;
    this.#onRequest = onRequest;
  }

  /** Changes some parts of what is requested. */
  request(change) {
    this.requested = { ...this.requested, ...change };
    this.#onRequest(this.requested);
  }

  /** Filters by a value, or no longer if it is filtered by already. */
  toggleFilter(key, value) {
    this.request({ [key]: this.requested[key] === value ? undefined : value });
  }

  /** Requests another day, undefined for today, compared with the day before it unless comparing is off. */
  requestDay(day) {
    this.request({
      day: day === this.today ? undefined : day,
      compare: this.requested.compare === 'none' ? 'none' : undefined,
    });
  }

  get isFiltered() {
    return FILTERS.some((key) => this.requested[key] !== undefined);
  }

  /** Whether the day that is shown is the current one. */
  get isToday() {
    return this.counts.day === this.today;
  }

  /** How many minutes of the day that is shown have passed. */
  elapsedMinutes() {
    return this.isToday ? minuteOfDay(this.counts.zone, serverTime()) : MINUTES_OF_DAY;
  }
}
