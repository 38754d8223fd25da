// Links that save a dimension's list as a file.

import { queryOf } from './address.js';
import { element } from './dom.js';
import { language, say } from './words.js';

/** Where the server has a list in a format, through the filter as far as the list is counted by it. */
export function exportPath({ list, byEngine }, day, { course, engine }, format) {
  return `/api/v1/days/${day}/${list}?${queryOf({ course, engine: byEngine ? engine : undefined, format })}`;
}

/** Puts the links for the day that is shown into `place`. */
export function drawExports(place, dimension, { counts, requested }) {
  place.replaceChildren(...['csv', 'json'].map((format) => element('a', {
    href: exportPath(dimension, counts.day, requested, format),
    textContent: say(format),
    ariaLabel: say('exportAs', { table: dimension.labels[language].title, format: say(format) }),
    download: '',
  })));
}
