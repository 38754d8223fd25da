// The comparison with another day.

import { queryOf } from './address.js';
import { get } from './api.js';
import { Counts, sum } from './counts.js';
import { inShort, minuteInDigits, plus } from './dates.js';
import { inChange } from './numbers.js';
import { say } from './words.js';

/** The day to compare `day` with; undefined if comparing is off. `compare` is a day, `none`, or undefined: the day before. */
export function comparedDay(compare, day) {
  return compare === 'none' ? undefined : compare ?? plus(day, -1);
}

/** The option of the list that stands for `compare`. */
export function comparisonOption(compare, day) {
  if (compare === undefined) {
    return 'yesterday';
  }
  return compare === 'none' ? 'none' : compare === plus(day, -7) ? 'week' : 'date';
}

/**
 * How the total has changed against the other day, as `{ trend, text }`. Today is compared with the other day until the same
 * minute; while minutes are not known, there is nothing to say.
 */
export function changeText(state) {
  const { counts, compared, isToday } = state;
  const theirMinutes = compared?.minutes();
  if (compared === undefined || (isToday && theirMinutes === undefined)) {
    return { trend: 'even', text: '' };
  }
  const elapsed = state.elapsedMinutes();
  const ours = isToday ? sum((counts.minutes() ?? []).slice(0, elapsed)) : counts.total;
  const theirs = isToday ? sum(theirMinutes.slice(0, elapsed)) : compared.total;
  const day = inShort(compared.day);
  if (theirs === 0) {
    return { trend: 'even', text: say('noBefore', { day }) };
  }
  const against = isToday ? say('sameTime', { day, time: minuteInDigits(elapsed) }) : say('against', { day });
  return {
    trend: ours > theirs ? 'up' : ours < theirs ? 'down' : 'even',
    text: `${inChange(ours, theirs)} ${against}`,
  };
}

/** Loads the counts of the day to compare with into a state. */
export class Comparison {
  #dimensions;
  #state;
  #onChange;
  #path;

  /** `onChange` is called when the state's `compared` has changed. */
  constructor(dimensions, state, onChange) {
    this.#dimensions = dimensions;
    this.#state = state;
    this.#onChange = onChange;
  }

  /** Loads what belongs to the day and the filter that are shown, unless it is there. */
  async update() {
    const { counts, requested: { course, engine, compare } } = this.#state;
    const day = comparedDay(compare, counts.day);
    const path = day === undefined ? undefined : `/api/v1/days/${day}?${queryOf({ course, engine })}`;
    if (path === this.#path) {
      return;
    }
    this.#path = path;
    this.#state.compared = undefined;
    let loaded;
    try {
      loaded = path === undefined ? undefined : new Counts(this.#dimensions, await get(path));
    } catch {
      // The page works without; the next snapshot tries again.
      if (path === this.#path) {
        this.#path = undefined;
      }
    }
    if (path === this.#path) {
      this.#state.compared = loaded;
    }
    this.#onChange();
  }
}
