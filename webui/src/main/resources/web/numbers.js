// Numbers as people write them.

import { locale, say } from './words.js';

const number = new Intl.NumberFormat(locale);
const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const milliseconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 });
const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 });

/** 12345 as 12,345 */
export function inDigits(value) {
  return number.format(value);
}

/** A part of a whole as 12.3%; nothing of nothing is 0.0%. */
export function inPercent(part, whole) {
  return percent.format(whole === 0 ? 0 : part / whole);
}

/** What `now` is above `before`, as +12%; undefined if there was nothing before. */
export function inChange(now, before) {
  return before === 0 ? undefined : signed.format((now - before) / before);
}

/** 1234 milliseconds as 1.2 sec, 151 as 151 ms */
export function inSeconds(ms) {
  return ms < 1000 ? milliseconds.format(ms) : seconds.format(ms / 1000);
}

/** How long a moment lies back: 5 s ago. Minutes from two on, hours from two on. */
export function ago(date, now) {
  const s = Math.max(0, Math.round((now - date) / 1000));
  if (s < 120) {
    return say('ago_s', { n: s });
  }
  if (s < 7200) {
    return say('ago_m', { n: Math.round(s / 60) });
  }
  return s < 172_800 ? say('ago_h', { n: Math.round(s / 3600) }) : say('ago_d', { n: Math.round(s / 86_400) });
}

/** Writes a number; `data-value` has it without separators. */
export function putNumber(element, value) {
  const text = String(value);
  if (element.dataset.value !== text) {
    element.dataset.value = text;
    element.textContent = inDigits(value);
  }
}

/** Writes a text unless it is there. */
export function putText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
