// What the page's address says: ?day=20171111&course=112&engine=baidu&compare=20171110. What is left out has its standard:
// today, all courses, all engines, the day before.

const A_DAY = /^\d{8}$/;
const NO_COMPARISON = 'none';

/** The address as `{ day, course, engine, compare }`; undefined stands for the standard. */
export function read() {
  const query = new URLSearchParams(location.search);
  const compare = query.get('compare');
  return {
    day: dayOf(query.get('day')),
    course: textOf(query.get('course')),
    engine: textOf(query.get('engine')),
    compare: compare === NO_COMPARISON ? NO_COMPARISON : dayOf(compare),
  };
}

/** Puts it into the address, as a step one can go back from. */
export function write(state) {
  const query = queryOf(state);
  history.pushState(null, '', query === '' ? location.pathname : `${location.pathname}?${query}`);
}

/** The parts that are not the standard, as a query. */
export function queryOf(state) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  return query.toString();
}

function dayOf(text) {
  return text !== null && A_DAY.test(text) && isReal(text) ? text : undefined;
}

function textOf(text) {
  return text === null || text.trim() === '' || text.length > 64 ? undefined : text;
}

function isReal(day) {
  const date = new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10).replaceAll('-', '') === day;
}
