// Days as the server writes them, 20171111, and as people and date inputs do. A day is a name, not a moment: it is
// handled in UTC throughout, so that the browser's own zone never moves it.

const A_DAY = /^\d{8}$/;

/** The day in the page's address; undefined stands for today. */
export function dayOfAddress() {
  const day = new URLSearchParams(location.search).get('day');
  return day !== null && A_DAY.test(day) && isReal(day) ? day : undefined;
}

/** Puts the day into the address; undefined stands for today. */
export function putInAddress(day) {
  history.pushState(null, '', day === undefined ? '/' : `/?day=${day}`);
}

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

const written = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
});

/** Saturday 11 November 2017 */
export function inWords(day) {
  return written.format(toDate(day));
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** The time of day, for the person before the screen: in their own zone. */
export function timeOf(date) {
  return clock.format(date);
}

function toDate(day) {
  return new Date(`${toInput(day)}T00:00:00Z`);
}

function isReal(day) {
  const date = toDate(day);
  return !Number.isNaN(date.getTime()) && ofInput(date.toISOString().slice(0, 10)) === day;
}
