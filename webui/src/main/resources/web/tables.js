// Ranked tables whose rows stay the same elements while their numbers and order change.

import { button, element, putNumber, putText } from './dom.js';
import { inDigits, inPercent } from './numbers.js';

export class RankedTable {
  #table;
  #body;
  #attribute;
  #label;
  #onSelect;
  #columns;
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #rows = new Map();

  /**
   * `key` names the data attribute that has a row's name: `course` gives `tr[data-course="112"]`. `label` gives what a
   * row is called, as `{ text, hint }`. With `onSelect`, names are buttons that call it. `columns` stand between name and
   * clicks: `{ className, draw(cell, name, row) }`.
   */
  constructor(table, key, { label, onSelect, columns = [] }) {
    this.#table = table;
    this.#body = table.tBodies[0];
    this.#attribute = `data-${key}`;
    this.#label = label;
    this.#onSelect = onSelect;
    this.#columns = columns;
  }

  /**
   * Shows `rows` in their order, each with `name`, `clicks` and whatever the columns draw; shares are of `whole`, none are
   * shown if it is undefined. `selected` is the row that is filtered by; `before` gives the clicks to compare with.
   */
  show(rows, whole, { selected, before } = {}) {
    const most = Math.max(0, ...rows.map(({ clicks }) => clicks));
    const gone = new Set(this.#rows.keys());
    let place = this.#body.firstElementChild;
    for (const row of rows) {
      gone.delete(row.name);
      const shown = this.#rows.get(row.name) ?? this.#add(row.name);
      this.#update(shown, row, most, whole, before);
      shown.element.setAttribute('aria-selected', String(row.name === selected));
      if (shown.element === place) {
        place = place.nextElementSibling;
      } else {
        this.#body.insertBefore(shown.element, place);
      }
    }
    for (const name of gone) {
      this.#rows.get(name).element.remove();
      this.#rows.delete(name);
    }
    const head = this.#table.tHead.querySelector('.before');
    const isCompared = before !== undefined;
    if (head !== null && head.hidden === isCompared) {
      head.hidden = !isCompared;
    }
  }

  /** Removes all rows, so that the next ones do not count as changes. */
  clear() {
    this.#rows.clear();
    this.#body.replaceChildren();
  }

  #add(name) {
    const { text, hint } = this.#label(name);
    const properties = { textContent: text, title: hint ?? text };
    const label = this.#onSelect ? button(properties, () => this.#onSelect(name)) : element('span', properties);
    const track = element('div', { className: 'track' }, label);
    if (hint !== undefined) {
      track.append(element('small', { textContent: hint }));
    }
    const row = {
      element: element('tr'),
      track,
      columns: this.#columns.map(({ className }) => element('td', { className })),
      before: element('td', { className: 'before' }),
      clicks: element('td', { className: 'clicks' }),
      share: element('td', { className: 'share' }),
      count: undefined,
      part: undefined,
    };
    row.element.setAttribute(this.#attribute, name);
    row.element.append(
      element('th', { scope: 'row', className: 'name' }, track), ...row.columns, row.before, row.clicks, row.share);
    this.#rows.set(name, row);
    return row;
  }

  #update(shown, row, most, whole, before) {
    if (shown.count !== undefined && shown.count !== row.clicks && !this.#calm.matches) {
      shown.clicks.animate([{ color: 'var(--accent)' }, {}], 1200);
    }
    shown.count = row.clicks;
    putNumber(shown.clicks, row.clicks);
    const part = most === 0 ? '0' : (row.clicks / most).toFixed(4);
    if (shown.part !== part) {
      shown.part = part;
      shown.track.style.setProperty('--part', part);
    }
    this.#columns.forEach(({ draw }, i) => draw(shown.columns[i], row.name, row));
    shown.share.hidden = whole === undefined;
    putText(shown.share, whole === undefined ? '' : inPercent(row.clicks, whole));
    shown.before.hidden = before === undefined;
    putText(shown.before, before === undefined ? '' : inDigits(before(row.name)));
  }
}
