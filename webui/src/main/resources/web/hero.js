// The first card: the total, its change, the rate of clicks, and the curve of the day.

import { Curve } from './charts.js';
import { changeText } from './comparison.js';
import { inShort, inWords, toInput } from './dates.js';
import { byId, putNumber, putText } from './dom.js';
import { drawExports } from './exports.js';
import { inDigits, inPercent } from './numbers.js';
import { searchClicks } from './panel-model.js';
import { Pulse } from './pulse.js';
import { say } from './words.js';

// More often would be restless, and the curve is the most expensive drawing after the map.
const CHART_INTERVAL_MS = 1000;
const NO_NUMBER = '–';

export class Hero {
  #dimensions;
  #redraw;
  #pulse = new Pulse(byId('pulse'));
  #curve = new Curve(byId('curve'));
  #chartDrawnAt;
  #chartTimer;

  /** `redraw` is called when the curve is due and nothing else has drawn it. */
  constructor(dimensions, redraw) {
    this.#dimensions = dimensions;
    this.#redraw = redraw;
  }

  /** Shows the day of a snapshot. */
  showDay(state) {
    const { counts, isToday } = state;
    byId('heading').textContent = isToday ? say('clicksToday') : say('clicksOn', { day: inWords(counts.day) });
    byId('pulse').hidden = !isToday;
    byId('rate-fact').hidden = !isToday;
    // What a snapshot adds was not clicked in this second.
    this.#pulse.reset();
    const curve = this.#dimensions.find(({ panel }) => panel === 'CURVE');
    drawExports(document.querySelector('.curve .exports'), curve, state);
  }

  /** Shows no numbers: those on the page may be another day's. */
  clear() {
    byId('heading').textContent = say('clicks');
    for (const id of ['total', 'course-count', 'search-clicks']) {
      byId(id).textContent = NO_NUMBER;
      delete byId(id).dataset.value;
    }
    byId('change').textContent = '';
  }

  /** Draws the curve with the next numbers, however recently it was drawn. */
  resetCurve() {
    this.#chartDrawnAt = undefined;
  }

  draw(state) {
    const { counts, requested } = state;
    const fromSearch = searchClicks(this.#dimensions, counts);
    putNumber(byId('total'), counts.total);
    putNumber(byId('course-count'), counts.rows(this.#dimensions.find(({ panel }) => panel === 'COURSES')).length);
    putText(byId('search-clicks'), requested.engine === undefined
      ? `${inDigits(fromSearch)} · ${inPercent(fromSearch, counts.total)}` : inDigits(fromSearch));
    const { trend, text } = changeText(state);
    byId('change').dataset.trend = trend;
    putText(byId('change'), text);
    this.#drawChart(state);
    markFirst('numbers');
  }

  /** Takes the total once a second. */
  tick({ counts }) {
    this.#pulse.tick(counts.total);
    const rate = this.#pulse.rate();
    putText(byId('rate'), rate === undefined ? NO_NUMBER : say('aMinute', { rate: inDigits(Math.round(rate * 60)) }));
  }

  #drawChart(state) {
    clearTimeout(this.#chartTimer);
    const wait = this.#chartDrawnAt + CHART_INTERVAL_MS - performance.now();
    if (wait > 0) {
      this.#chartTimer = setTimeout(this.#redraw, wait);
      return;
    }
    this.#chartDrawnAt = performance.now();
    const { counts, compared, isToday } = state;
    const title = say(isToday ? 'titleToday' : 'titleOn', { count: inDigits(counts.total), day: toInput(counts.day) });
    document.title = `${title} · CoursePulse`;
    this.#drawCurve(state, isToday ? say('today') : inShort(counts.day), compared === undefined ? '' : inShort(compared.day));
  }

  #drawCurve(state, name, comparedName) {
    const minutes = state.counts.minutes();
    const comparedMinutes = state.compared?.minutes();
    byId('curve').hidden = minutes === undefined;
    byId('curve-empty').hidden = minutes !== undefined;
    byId('curve').closest('.curve').dataset.compared = String(comparedMinutes !== undefined);
    putText(byId('key-day'), name);
    putText(byId('key-compared'), comparedName);
    if (minutes === undefined) {
      putText(byId('curve-empty'), say(state.requested.engine === undefined ? 'minutesLoading' : 'notByEngineCurve'));
      return;
    }
    // The minute that has just begun would look like a fall.
    this.#curve.show(minutes, name, state.elapsedMinutes(), comparedMinutes, comparedName)
      .then(() => markFirst('chart'))
      .catch(() => { byId('curve').hidden = true; });
  }
}

/** Measures when something was on the page first. */
function markFirst(name) {
  if (performance.getEntriesByName(name).length === 0) {
    performance.mark(name);
  }
}
