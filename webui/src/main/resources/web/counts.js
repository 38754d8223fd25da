// One day's counts through a filter, as the snapshot brought them and the deltas changed them. Values are absolute, so
// taking a delta is replacing.

export const HOURS = 24;
const MINUTES = 60;

const collator = new Intl.Collator('en', { numeric: true });
const mostClicksFirst = (a, b) => b.clicks - a.clicks || collator.compare(a.name, b.name);

export class Counts {
  #courses = new Map();
  #hours = new Map();
  #engines = new Map();
  // Not there where they are not counted by engine.
  #keywords;
  #regions;
  #clients;
  #devices;
  #minutes;

  /** Takes a snapshot, or a day of the REST interface. */
  constructor(snapshot) {
    this.day = snapshot.day;
    this.zone = snapshot.zone;
    this.total = 0;
    if (snapshot.regions !== undefined) {
      this.#keywords = new Map();
      this.#regions = new Map();
      this.#clients = new Map();
      this.#devices = new Map();
    }
    this.take(snapshot);
  }

  take(changes) {
    this.total = changes.total ?? this.total;
    for (const { course, clicks, hours } of changes.courses ?? []) {
      this.#courses.set(course, clicks);
      if (hours !== undefined) {
        this.#takeHours(course, hours);
      }
    }
    for (const { engine, clicks } of changes.engines ?? []) {
      this.#engines.set(engine, clicks);
    }
    for (const { keyword, clicks } of changes.keywords ?? []) {
      this.#keywords.set(keyword, clicks);
    }
    for (const { region, clicks } of changes.regions ?? []) {
      this.#regions.set(region, clicks);
    }
    for (const { client, clicks } of changes.clients ?? []) {
      this.#clients.set(client, clicks);
    }
    for (const { device, clicks } of changes.devices ?? []) {
      this.#devices.set(device, clicks);
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

  courses() {
    return ranked(this.#courses);
  }

  /** A course's clicks by the hour; undefined where they are not known. */
  hoursOf(course) {
    return this.#hours.get(course);
  }

  clicksOf(kind, name) {
    return {
      course: this.#courses, engine: this.#engines, keyword: this.#keywords, region: this.#regions, client: this.#clients,
      device: this.#devices,
    }[kind]?.get(name) ?? 0;
  }

  engines() {
    return ranked(this.#engines);
  }

  /** Undefined where they are not counted. */
  regions() {
    return this.#regions === undefined ? undefined : ranked(this.#regions);
  }

  /** Undefined where they are not counted. */
  clients() {
    return this.#clients === undefined ? undefined : ranked(this.#clients);
  }

  /** Undefined where they are not counted. */
  devices() {
    return this.#devices === undefined ? undefined : ranked(this.#devices);
  }

  /** Undefined where they are not counted. */
  keywords() {
    return this.#keywords === undefined ? undefined : ranked(this.#keywords);
  }

  /** Clicks of each minute of the day; undefined before they are known. */
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

/** `{ name, clicks }`, most clicks first. */
export function ranked(clicks) {
  return Array.from(clicks, ([name, count]) => ({ name, clicks: count })).sort(mostClicksFirst);
}

/** By name, numbers in their order. */
export function byName(a, b) {
  return collator.compare(a.name, b.name);
}
