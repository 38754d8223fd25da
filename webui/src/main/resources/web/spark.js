// Small pictures in table cells: the shape of a day, and a trend.

import { inChange, inDigits } from './numbers.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 72;
const HEIGHT = 20;

/** Draws numbers as a line; undefined ones are left out. */
export function drawSpark(cell, numbers) {
  const key = numbers === undefined ? '' : numbers.join();
  if (cell.dataset.drawn === key) {
    return;
  }
  cell.dataset.drawn = key;
  if (numbers === undefined) {
    cell.replaceChildren();
    return;
  }
  const svg = cell.firstElementChild ?? cell.appendChild(emptySpark());
  const most = Math.max(1, ...numbers.filter((number) => number !== undefined));
  const step = WIDTH / (numbers.length - 1);
  const points = numbers.flatMap((number, i) =>
    (number === undefined ? [] : `${(i * step).toFixed(1)} ${(HEIGHT - 1.5 - (number / most) * (HEIGHT - 3)).toFixed(1)}`));
  const line = points.length === 0 ? '' : `M${points.join('L')}${points.length === 1 ? 'h1' : ''}`;
  svg.firstElementChild.setAttribute('d', line);
}

function emptySpark() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  return svg;
}

/** Writes the change from `before` to `clicks` as an arrow and a percentage; nothing if `recent` is undefined. */
export function drawTrend(cell, recent) {
  const key = recent === undefined ? '' : `${recent.clicks} ${recent.before}`;
  if (cell.dataset.drawn === key) {
    return;
  }
  cell.dataset.drawn = key;
  const change = recent === undefined ? undefined : inChange(recent.clicks, recent.before);
  const even = change === '0%';
  const up = recent !== undefined && recent.clicks > recent.before && !even;
  const down = recent !== undefined && recent.clicks < recent.before && !even;
  cell.dataset.trend = up ? 'up' : down ? 'down' : 'even';
  cell.textContent = recent === undefined ? '' : `${up ? '▲' : down ? '▼' : '='} ${change ?? '+'}`;
  cell.title = recent === undefined ? '' : `${inDigits(recent.before)} → ${inDigits(recent.clicks)}`;
}
