// Ranked tables whose rows stay the same elements while their numbers and order change.

import { inDigits, inPercent, putNumber, putText } from './numbers.js';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class RankedTable {
  #body;
  #key;
  #label;
  #pick;
  #extras;
  #rows = new Map();
  #table;

  /**
   * `key` names the data attribute that holds a row's name: `course` gives `tr[data-course="112"]`. `label` gives what a
   * row is called, as `{ text, hint }`. With `pick`, names are buttons that call it. `extras` are cells between name and
   * clicks: `{ className, draw(cell, name, row) }`.
   */
  constructor(table, key, { label = (name) => ({ text: name }), pick, extras = [] } = {}) {
    this.#table = table;
    this.#body = table.tBodies[0];
    this.#key = key;
    this.#label = label;
    this.#pick = pick;
    this.#extras = extras;
  }

  /**
   * Shows `rows` in their order, each with `name`, `clicks` and whatever the extras draw; shares are of `whole`, no share
   * is shown if it is undefined. `picked` is the row that is filtered by; `before` gives the clicks to compare with.
   */
  show(rows, whole, { picked, before } = {}) {
    const most = Math.max(0, ...rows.map(({ clicks }) => clicks));
    const gone = new Set(this.#rows.keys());
    let place = this.#body.firstElementChild;
    for (const row of rows) {
      gone.delete(row.name);
      const shown = this.#rows.get(row.name) ?? this.#add(row.name);
      this.#update(shown, row, most, whole, before);
      shown.element.setAttribute('aria-selected', String(row.name === picked));
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
    const compared = before !== undefined;
    const head = this.#table.tHead.querySelector('.before');
    if (head !== null && head.hidden === compared) {
      head.hidden = !compared;
    }
  }

  /** Forgets all rows, so that the next ones do not count as changes. */
  clear() {
    this.#rows.clear();
    this.#body.replaceChildren();
  }

  #add(name) {
    const element = document.createElement('tr');
    element.dataset[this.#key] = name;
    const track = document.createElement('div');
    track.className = 'track';
    const label = document.createElement(this.#pick ? 'button' : 'span');
    const { text, hint } = this.#label(name);
    label.textContent = text;
    label.title = hint ?? text;
    if (this.#pick) {
      label.type = 'button';
      label.addEventListener('click', () => this.#pick(name));
    }
    track.append(label);
    if (hint !== undefined) {
      const small = document.createElement('small');
      small.textContent = hint;
      track.append(small);
    }
    const cell = document.createElement('th');
    cell.scope = 'row';
    cell.className = 'name';
    cell.append(track);
    const extras = this.#extras.map(({ className }) => cellOf(className));
    const row = {
      element, track, extras, before: cellOf('before'), clicks: cellOf('clicks'), share: cellOf('share'), shown: undefined,
    };
    element.append(cell, ...extras, row.before, row.clicks, row.share);
    this.#rows.set(name, row);
    return row;
  }

  #update(shown, row, most, whole, before) {
    if (shown.shown !== undefined && shown.shown !== row.clicks && !calm.matches) {
      shown.clicks.animate([{ color: 'var(--accent)' }, {}], 1200);
    }
    shown.shown = row.clicks;
    putNumber(shown.clicks, row.clicks);
    const part = most === 0 ? '0' : (row.clicks / most).toFixed(4);
    if (shown.part !== part) {
      shown.part = part;
      shown.track.style.setProperty('--part', part);
    }
    this.#extras.forEach(({ draw }, i) => draw(shown.extras[i], row.name, row));
    shown.share.hidden = whole === undefined;
    putText(shown.share, whole === undefined ? '' : inPercent(row.clicks, whole));
    shown.before.hidden = before === undefined;
    putText(shown.before, before === undefined ? '' : inDigits(before(row.name)));
  }
}

function cellOf(className) {
  const cell = document.createElement('td');
  cell.className = className;
  return cell;
}
