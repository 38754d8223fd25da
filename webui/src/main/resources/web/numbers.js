// Numbers and durations in the browser's language.

import { locale, say } from './words.js';

const number = new Intl.NumberFormat(locale);
const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const milliseconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 });
const narrowUnits = ['day', 'hour', 'minute', 'second'].map((unit) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }));
const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 });

/** 12345 as 12,345 */
export function inDigits(value) {
  return number.format(value);
}

/** A part of a whole as 12.3%; 0.0% if the whole is 0. */
export function inPercent(part, whole) {
  return percent.format(whole === 0 ? 0 : part / whole);
}

/** The change from `before` to `now` as +12%; undefined if `before` is 0. */
export function inChange(now, before) {
  return before === 0 ? undefined : signed.format((now - before) / before);
}

/** 1234 milliseconds as 1.2 sec, 151 as 151 ms */
export function inSeconds(ms) {
  return ms < 1000 ? milliseconds.format(ms) : seconds.format(ms / 1000);
}

/** A number of a unit: 10 min */
export function inUnit(value, unit) {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** 90061 seconds as 1d 1h: the two largest units. */
export function duration(totalSeconds) {
  const parts = [
    Math.floor(totalSeconds / 86_400), Math.floor(totalSeconds / 3600) % 24, Math.floor(totalSeconds / 60) % 60, totalSeconds % 60,
  ];
  const first = Math.max(0, parts.findIndex((part) => part > 0));
  return parts.slice(first, first + 2).map((part, i) => narrowUnits[first + i].format(part)).join(' ');
}

/** How long before `now` a date is: 5 s ago. Minutes from two minutes on, hours from two hours on, days from two days on. */
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
