// The card of a dimension: title, exports, ranked table. Everything in it follows from the dimension's descriptor
// (see /dimensions.js), so a new dimension needs no markup and no code.

import { inShort } from './dates.js';
import { byId, element, putText } from './dom.js';
import { drawExports } from './exports.js';
import { inDigits } from './numbers.js';
import { limitRows, panelModel } from './panel-model.js';
import { RankedTable } from './tables.js';
import { emptyText, labelOf } from './values.js';
import { language, say, translate } from './words.js';

export class Panel {
  element = byId('panel-template').content.firstElementChild.cloneNode(true);
  /** The table, or what a subclass has put around it: hidden while there are no rows. */
  body;
  #dimension;
  #dimensions;
  #limit;
  #table;
  #showAll = false;

  /**
   * `dimensions` are all, `dimension` is this panel's. With `onSelect`, values are buttons that call it. `columns` stand
   * between value and clicks: `{ className, header, draw(cell, value, row) }`. More rows than `limit` are shown on request:
   * `redraw` is called then.
   */
  constructor(dimension, dimensions, { onSelect, columns = [], limit = Infinity, redraw }) {
    this.#dimension = dimension;
    this.#dimensions = dimensions;
    this.#limit = limit;
    const { list, key, panel, labels } = dimension;
    const { title, column } = labels[language];
    translate(this.element);
    this.element.classList.add(list);
    this.element.dataset.panel = panel;
    this.element.setAttribute('aria-labelledby', `${list}-title`);
    this.find('.exports').dataset.export = list;
    Object.assign(this.find('h2'), { id: `${list}-title`, textContent: title });
    this.find('caption').textContent = say('tableCaption', { title });
    this.find('th.value').textContent = column;
    this.find('th.before').before(...columns.map(({ className, header }) =>
      element('th', { scope: 'col', className, textContent: header })));
    this.find('.empty').textContent = emptyText(dimension);
    this.find('.more').addEventListener('click', () => {
      this.#showAll = !this.#showAll;
      redraw();
    });
    this.body = this.find('table');
    this.body.id = list;
    this.#table = new RankedTable(this.body, key, { label: (value) => labelOf(key, value), onSelect, columns });
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  /** Changes what `panelModel` gives before it is drawn: subclasses choose and order rows here. */
  arrange(model) {
    return model;
  }

  draw(state) {
    const model = this.arrange(panelModel(this.#dimension, this.#dimensions, state), state);
    const { rows, isEmpty, whole, selected, before } = model;
    const limit = this.#showAll ? Infinity : this.#limit;
    this.#table.show(limitRows(rows ?? [], limit, selected), whole, { selected, before });
    putText(this.find('th.before'), state.compared === undefined ? say('before') : inShort(state.compared.day));
    this.body.hidden = isEmpty;
    this.find('.empty').hidden = rows === undefined || !isEmpty;
    this.find('.not-by-engine').hidden = rows !== undefined;
    const more = this.find('.more');
    more.hidden = isEmpty || rows.length <= this.#limit;
    putText(more, more.hidden ? '' : this.#showAll ? say('showFewer') : say('showAll', { count: inDigits(rows.length) }));
  }

  drawExports(state) {
    drawExports(this.find('.exports'), this.#dimension, state);
  }

  /** Removes all rows, so that the next ones do not count as changes. */
  clear() {
    this.#table.clear();
  }
}
