// One day's counts, as the snapshot brought them and the deltas changed them.

const mostClicksFirst = (a, b) => b.clicks - a.clicks || a.name.localeCompare(b.name, 'en', { numeric: true });

export class Counts {
  #courses = new Map();
  // engine -> (course -> clicks)
  #search = new Map();

  constructor(snapshot) {
    this.day = snapshot.day;
    this.today = snapshot.today;
    this.zone = snapshot.zone;
    this.total = snapshot.total;
    for (const { course, clicks } of snapshot.courses) {
      this.#courses.set(course, clicks);
    }
    for (const { engine, course, clicks } of snapshot.search) {
      this.#put(engine, course, clicks);
    }
  }

  /** Values are absolute, so taking a delta is replacing. */
  take(delta) {
    this.total = delta.total;
    for (const { dimension, engine, course, clicks } of delta.changes) {
      if (dimension === 'course') {
        this.#courses.set(course, clicks);
      } else if (dimension === 'search') {
        this.#put(engine, course, clicks);
      }
    }
  }

  #put(engine, course, clicks) {
    if (!this.#search.has(engine)) {
      this.#search.set(engine, new Map());
    }
    this.#search.get(engine).set(course, clicks);
  }

  courses() {
    return ranked(this.#courses);
  }

  engines() {
    const sums = new Map();
    for (const [engine, courses] of this.#search) {
      sums.set(engine, sum(courses.values()));
    }
    return ranked(sums);
  }

  coursesOf(engine) {
    return ranked(this.#search.get(engine) ?? new Map());
  }
}

export function sum(numbers) {
  let total = 0;
  for (const number of numbers) {
    total += number;
  }
  return total;
}

function ranked(clicks) {
  return Array.from(clicks, ([name, count]) => ({ name, clicks: count })).sort(mostClicksFirst);
}
