// Ranked tables whose rows stay the same elements while their numbers and order change.

const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** 12345 as 12,345 */
export function inDigits(value) {
  return number.format(value);
}

/** A part of a whole as 12.3%; nothing of nothing is 0.0%. */
export function inPercent(part, whole) {
  return percent.format(whole === 0 ? 0 : part / whole);
}

/** Writes a number; `data-value` has it without separators. */
export function putNumber(element, value) {
  const text = String(value);
  if (element.dataset.value !== text) {
    element.dataset.value = text;
    element.textContent = inDigits(value);
  }
}

export class RankedTable {
  #body;
  #key;
  #pick;
  #rows = new Map();

  /**
   * `key` names the data attribute that holds a row's name: `course` gives `tr[data-course="112"]`. With `pick`, names
   * are buttons that call it.
   */
  constructor(table, key, pick) {
    this.#body = table.tBodies[0];
    this.#key = key;
    this.#pick = pick;
  }

  /** Shows `ranked`, most clicks first; shares are of `whole`. `decorate` may add to a row what its table needs. */
  show(ranked, whole, decorate = () => {}) {
    const most = ranked.length === 0 ? 0 : ranked[0].clicks;
    const gone = new Set(this.#rows.keys());
    let place = this.#body.firstElementChild;
    ranked.forEach(({ name, clicks }, rank) => {
      gone.delete(name);
      const row = this.#rows.get(name) ?? this.#add(name);
      this.#update(row, clicks, most, whole);
      decorate(row.element, name, rank);
      if (row.element === place) {
        place = place.nextElementSibling;
      } else {
        this.#body.insertBefore(row.element, place);
      }
    });
    for (const name of gone) {
      this.#rows.get(name).element.remove();
      this.#rows.delete(name);
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
    label.textContent = name;
    label.title = name;
    if (this.#pick) {
      label.type = 'button';
      label.addEventListener('click', () => this.#pick(name));
    }
    track.append(label);
    const cell = cellOf('name');
    cell.append(track);
    const row = { element, track, clicks: cellOf('clicks'), share: cellOf('share'), shown: undefined };
    element.append(cell, row.clicks, row.share);
    this.#rows.set(name, row);
    return row;
  }

  #update(row, clicks, most, whole) {
    if (row.shown !== undefined && row.shown !== clicks && !calm.matches) {
      row.clicks.animate([{ color: 'var(--accent)' }, {}], 1200);
    }
    row.shown = clicks;
    putNumber(row.clicks, clicks);
    row.track.style.setProperty('--part', most === 0 ? 0 : clicks / most);
    const share = inPercent(clicks, whole);
    if (row.share.textContent !== share) {
      row.share.textContent = share;
    }
  }
}

function cellOf(className) {
  const cell = document.createElement('td');
  cell.className = className;
  return cell;
}
