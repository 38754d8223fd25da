// The panel of courses: also finds and sorts them, and shows the shape of their day and their trend.

import { byName } from './counts.js';
import { button, element, putText } from './dom.js';
import { Panel } from './panel.js';
import { drawSpark, drawTrend } from './spark.js';
import { emptyText, labelOf } from './values.js';
import { say } from './words.js';

const MINUTES = 60;
// The column that is sorted by, by the header's class.
const SORT_COLUMNS = { value: 'name', trend: 'trend', clicks: 'clicks' };

/**
 * Rows whose course or title contains `text`, by `order`: `clicks` leaves them as they are, `name` is by id, `trend` by
 * `gainOf` a course.
 */
export function findCourses(rows, text, order, gainOf) {
  const wanted = text.trim().toLowerCase();
  const found = rows.filter(({ name }) =>
    name.toLowerCase().includes(wanted) || labelOf('course', name).text.toLowerCase().includes(wanted));
  switch (order) {
    case 'name':
      return found.sort(byName);
    case 'trend':
      return found.sort((a, b) => gainOf(b.name) - gainOf(a.name) || b.clicks - a.clicks);
    default:
      return found;
  }
}

export class CoursePanel extends Panel {
  #recent;
  #dimension;
  #order = 'clicks';
  #input;
  #state;

  /** `recent` knows the courses' trends; the rest is as in `Panel`. */
  constructor(dimension, dimensions, { recent, redraw, ...options }) {
    super(dimension, dimensions, {
      ...options,
      redraw,
      columns: [
        { className: 'spark', header: say('dayShape'), draw: (cell, course) => drawSpark(cell, this.#hoursOf(course)) },
        { className: 'trend', header: say('tenMinutes'), draw: (cell, course) => drawTrend(cell, recent.of(course)) },
      ],
    });
    this.#recent = recent;
    this.#dimension = dimension;
    this.#input = element('input', {
      type: 'search', id: 'find', ariaLabel: say('findCourse'), placeholder: say('findCourse'),
    });
    this.#input.addEventListener('input', redraw);
    this.find('h2').after(this.#input);
    for (const [className, order] of Object.entries(SORT_COLUMNS)) {
      this.#makeSortable(this.find(`th.${className}`), order, redraw);
    }
  }

  #makeSortable(header, order, redraw) {
    const sort = button({ textContent: header.textContent }, () => {
      this.#order = order;
      for (const each of this.element.querySelectorAll('th[aria-sort]')) {
        each.ariaSort = 'none';
      }
      header.ariaSort = order === 'name' ? 'ascending' : 'descending';
      redraw();
    });
    sort.dataset.sort = order;
    header.ariaSort = order === this.#order ? 'descending' : 'none';
    header.replaceChildren(sort);
  }

  #hoursOf(course) {
    // Hours that are still to come are left blank.
    const elapsed = this.#state.elapsedMinutes();
    return this.#state.counts.hoursOf(course)?.map((clicks, hour) => (hour * MINUTES <= elapsed ? clicks : undefined));
  }

  arrange(model) {
    const rows = findCourses(model.rows, this.#input.value, this.#order, (course) => this.#recent.gain(course));
    return { ...model, rows, isEmpty: rows.length === 0 };
  }

  draw(state) {
    this.#state = state;
    // Hours are not counted by search engine.
    this.body.classList.toggle('no-day', state.requested.engine !== undefined);
    putText(this.find('[data-sort="trend"]'), this.#recent.trendLength() ?? say('tenMinutes'));
    putText(this.find('.empty'), this.#input.value.trim() === '' ? emptyText(this.#dimension) : say('noneFound'));
    super.draw(state);
  }
}
