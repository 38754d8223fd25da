// What a panel shows, without the document.

/** The key of the dimension that counts the clicks from search. */
const ENGINE = 'engine';

/**
 * What the panel of `dimension` shows of a state:
 *
 * - `rows`: `{ name, clicks }`, most clicks first; undefined if the dimension is not counted for the filter;
 * - `isEmpty`: whether there is nothing to show;
 * - `whole`: the clicks that shares are of;
 * - `selected`: the value that is filtered by; undefined if there is none;
 * - `before`: gives a value's clicks on the day to compare with; undefined unless a visitor has chosen one.
 */
export function panelModel(dimension, dimensions, { counts, compared, requested, isFiltered }) {
  const rows = counts.rows(dimension);
  return {
    rows,
    isEmpty: rows === undefined || rows.length === 0,
    whole: wholeOf(dimension, dimensions, counts, isFiltered),
    selected: requested[dimension.key],
    before: compared === undefined || requested.compare === undefined ? undefined
      : (value) => compared.clicksOf(dimension, value),
  };
}

/** The clicks from search. */
export function searchClicks(dimensions, counts) {
  return counts.sumOf(dimensions.find(({ key }) => key === ENGINE));
}

function wholeOf(dimension, dimensions, counts, isFiltered) {
  if (!dimension.everyVisit) {
    return searchClicks(dimensions, counts);
  }
  // Filtered by a course, the day's total is that course's, but the list still has all courses.
  return dimension.panel === 'COURSES' && isFiltered ? counts.sumOf(dimension) : counts.total;
}

/** The first `limit` rows; the selected one stays in sight. */
export function limitRows(rows, limit, selected) {
  const shown = rows.slice(0, limit);
  const row = rows.find(({ name }) => name === selected);
  return row === undefined || shown.includes(row) ? shown : [...shown, row];
}
