// One day's counts through a filter, as the snapshot brought them and the deltas changed them. Values are absolute, so
// taking a delta is replacing.

export const HOURS = 24;
const MINUTES = 60;

const collator = new Intl.Collator('en', { numeric: true });
const mostClicksFirst = (a, b) => b.clicks - a.clicks || collator.compare(a.name, b.name);

export class Counts {
  // By the dimension's list: Map of value to clicks. A list that the snapshot has not is not counted for its filter.
  #clicks = new Map();
  #keys;
  // By course: 24 numbers.
  #hours = new Map();
  // By hour: 60 numbers each.
  #minutes;

  /** `snapshot` is a snapshot of the WebSocket, or a day of the REST interface. */
  constructor(dimensions, snapshot) {
    this.day = snapshot.day;
    this.zone = snapshot.zone;
    this.total = 0;
    this.#keys = dimensions.filter(({ panel }) => panel !== 'CURVE').map(({ list, key }) => [list, key]);
    for (const [list] of this.#keys) {
      if (snapshot[list] !== undefined) {
        this.#clicks.set(list, new Map());
      }
    }
    this.take(snapshot);
  }

  /** Takes a delta: only what has changed, with its new values. */
  take(changes) {
    this.total = changes.total ?? this.total;
    for (const [list, key] of this.#keys) {
      const clicks = this.#clicks.get(list);
      for (const row of changes[list] ?? []) {
        clicks?.set(row[key], row.clicks);
        if (row.hours !== undefined) {
          this.#takeHours(row[key], row.hours);
        }
      }
    }
    if (changes.minutes !== undefined) {
      this.#minutes ??= new Array(HOURS);
      for (const [hour, clicks] of Object.entries(changes.minutes)) {
        this.#minutes[Number(hour)] = clicks;
      }
    }
  }

  #takeHours(course, hours) {
    const known = this.#hours.get(course) ?? new Array(HOURS).fill(0);
    for (const [hour, clicks] of Object.entries(hours)) {
      known[Number(hour)] = clicks;
    }
    this.#hours.set(course, known);
  }

  /** A dimension's values as `{ name, clicks }`, most clicks first; undefined if it is not counted for the filter. */
  rows({ list }) {
    const clicks = this.#clicks.get(list);
    return clicks === undefined ? undefined : ranked(clicks);
  }

  clicksOf({ list }, value) {
    return this.#clicks.get(list)?.get(value) ?? 0;
  }

  /** All clicks under a dimension's values; 0 if it is not counted for the filter. */
  sumOf({ list }) {
    return sum(this.#clicks.get(list)?.values() ?? []);
  }

  /** A course's clicks by the hour; undefined where they are not known. */
  hoursOf(course) {
    return this.#hours.get(course);
  }

  /** Clicks of each minute of the day; undefined where they are not known. */
  minutes() {
    if (this.#minutes === undefined) {
      return undefined;
    }
    const minutes = new Array(HOURS * MINUTES).fill(0);
    this.#minutes.forEach((clicks, hour) => clicks.forEach((count, minute) => { minutes[hour * MINUTES + minute] = count; }));
    return minutes;
  }
}

export function sum(numbers) {
  let total = 0;
  for (const number of numbers) {
    total += number;
  }
  return total;
}

/** A Map of name to clicks as `{ name, clicks }`, most clicks first. */
export function ranked(clicks) {
  return Array.from(clicks, ([name, count]) => ({ name, clicks: count })).sort(mostClicksFirst);
}

/** Orders by name, numbers by their value. */
export function byName(a, b) {
  return collator.compare(a.name, b.name);
}
