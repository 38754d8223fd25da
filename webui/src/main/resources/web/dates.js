// Days as the server writes them (20171111), as people do, and as date inputs do. A day is a name, not an instant: it is
// handled in UTC throughout, so that the browser's own zone never shifts it.

import { locale } from './words.js';

/** 20171111 as a date input has it: 2017-11-11. */
export function toInput(day) {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}

/** A date input's value as a day; undefined when it is empty. */
export function ofInput(value) {
  return value === '' ? undefined : value.replaceAll('-', '');
}

/** The day that many days later. */
export function plus(day, days) {
  const date = toDate(day);
  date.setUTCDate(date.getUTCDate() + days);
  return ofInput(date.toISOString().slice(0, 10));
}

// English dates without the order of the United States.
const datesLocale = locale === 'en' ? 'en-GB' : locale;
const long = new Intl.DateTimeFormat(datesLocale, {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
});
const short = new Intl.DateTimeFormat(datesLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat(datesLocale, { timeStyle: 'medium' });
const calendarAndClock = new Intl.DateTimeFormat(datesLocale, { dateStyle: 'medium', timeStyle: 'short' });

/** Saturday 11 November 2017 */
export function inWords(day) {
  return long.format(toDate(day));
}

/** 11 Nov */
export function inShort(day) {
  return short.format(toDate(day));
}

/** The time of day in the browser's zone. */
export function timeOf(date) {
  return clock.format(date);
}

/** 11 Nov 2017, 14:03, in the browser's zone. */
export function dateAndTimeOf(date) {
  return calendarAndClock.format(date);
}

/** The time of day in `zone`, the zone whose days are counted; in the browser's while that is not known. */
export function lineTimeOf(date, zone) {
  return zone === undefined ? timeOf(date)
    : new Intl.DateTimeFormat(datesLocale, { timeStyle: 'medium', timeZone: zone }).format(date);
}

/** How many minutes of the day have passed in `zone` at `date`. */
export function minuteOfDay(zone, date) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .formatToParts(date);
  const valueOf = (type) => Number(parts.find((part) => part.type === type).value);
  return valueOf('hour') * 60 + valueOf('minute');
}

/** Minute 843 of a day as 14:03. */
export function minuteInDigits(minute) {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function toDate(day) {
  return new Date(`${toInput(day)}T00:00:00Z`);
}
