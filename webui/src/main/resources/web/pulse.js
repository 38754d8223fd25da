// The line below the total: clicks per second, over the last minute, as far as this page has been open.

const SECONDS = 60;
const WIDTH = 240;
const HEIGHT = 60;
// The rate is averaged over the last seconds, or it would jump.
const RATE_SECONDS = 30;

export class Pulse {
  #line;
  #area;
  #totals = [];

  constructor(figure) {
    this.#line = figure.querySelector('.line');
    this.#area = figure.querySelector('.area');
  }

  /** Forgets all totals. */
  reset() {
    this.#totals = [];
    this.#draw([]);
  }

  /** Takes the total once a second. */
  tick(total) {
    this.#totals.push(total);
    this.#totals.splice(0, this.#totals.length - SECONDS - 1);
    this.#draw(this.#totals.slice(1).map((value, i) => value - this.#totals[i]));
  }

  /** Recent clicks per second; undefined while too few totals are known. */
  rate() {
    const seconds = Math.min(RATE_SECONDS, this.#totals.length - 1);
    return seconds < 3 ? undefined : (this.#totals.at(-1) - this.#totals.at(-1 - seconds)) / seconds;
  }

  #draw(rates) {
    // Averages of three seconds: the server sends up to four times a second, not in step with this clock.
    const smooth = rates.map((_, i) => mean(rates.slice(Math.max(0, i - 2), i + 1)));
    const most = Math.max(1, ...smooth);
    const points = smooth.map((rate, i) => {
      const x = WIDTH - ((smooth.length - 1 - i) * WIDTH) / (SECONDS - 1);
      return `${x.toFixed(1)} ${(HEIGHT - (rate / most) * (HEIGHT - 6)).toFixed(1)}`;
    });
    const line = points.length < 2 ? '' : `M${points.join('L')}`;
    this.#line.setAttribute('d', line);
    this.#area.setAttribute('d', line === '' ? '' : `${line}V${HEIGHT}H${points[0].split(' ')[0]}Z`);
  }
}

function mean(numbers) {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}
