// The page's address: ?day=20171111&course=112&engine=baidu&compare=20171110. A part that is left out has its default:
// today, all courses, all engines, the day before.

const DAY = /^\d{8}$/;
const NO_COMPARISON = 'none';
const MAX_LENGTH = 64;

/** A query string as `{ day, course, engine, compare }`; undefined stands for the default, also where a part is not valid. */
export function parse(search) {
  const query = new URLSearchParams(search);
  const compare = query.get('compare');
  return {
    day: dayOf(query.get('day')),
    course: textOf(query.get('course')),
    engine: textOf(query.get('engine')),
    compare: compare === NO_COMPARISON ? NO_COMPARISON : dayOf(compare),
  };
}

/** The parts that are not the default, as a query string. */
export function queryOf(parts) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return query.toString();
}

/** What the browser's address asks for. */
export function read() {
  return parse(location.search);
}

/** Puts it into the browser's address as a new entry of its history. */
export function write(parts) {
  const query = queryOf(parts);
  history.pushState(null, '', query === '' ? location.pathname : `${location.pathname}?${query}`);
}

function dayOf(text) {
  return text !== null && DAY.test(text) && exists(text) ? text : undefined;
}

function textOf(text) {
  return text === null || text.trim() === '' || text.length > MAX_LENGTH ? undefined : text;
}

function exists(day) {
  const date = new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10).replaceAll('-', '') === day;
}
