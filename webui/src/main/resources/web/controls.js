// The controls at the top: day, comparison, and the filters that are set.

import { comparedDay, comparisonOption } from './comparison.js';
import { ofInput, plus, toInput } from './dates.js';
import { button, byId } from './dom.js';
import { FILTERS } from './state.js';
import { labelOf } from './values.js';
import { say } from './words.js';

export class Controls {
  #state;

  constructor(state) {
    this.#state = state;
    byId('day').addEventListener('change', ({ target }) =>
      target.validity.valid && state.requestDay(ofInput(target.value)));
    byId('previous').addEventListener('click', () => this.#step(-1));
    byId('next').addEventListener('click', () => this.#step(1));
    byId('today').addEventListener('click', () => state.requestDay(undefined));
    byId('compare').addEventListener('change', ({ target }) => this.#compare(target.value));
    byId('compare-day').addEventListener('change', ({ target }) =>
      target.value !== '' && target.validity.valid && state.request({ compare: ofInput(target.value) }));
  }

  #step(days) {
    if (this.#state.counts !== undefined) {
      this.#state.requestDay(plus(this.#state.counts.day, days));
    }
  }

  #compare(option) {
    const day = this.#state.counts?.day ?? this.#state.today;
    if (day === undefined) {
      return;
    }
    if (option === 'date') {
      byId('compare-day').hidden = false;
      byId('compare-day').focus();
      return;
    }
    this.#state.request({ compare: { yesterday: undefined, week: plus(day, -7), none: 'none' }[option] });
  }

  /** Shows the day that is shown, and the one that it is compared with. */
  drawDay() {
    const { counts: { day }, today, isToday, requested: { compare } } = this.#state;
    byId('day').max = toInput(today);
    byId('day').value = toInput(day);
    byId('next').disabled = day >= today;
    byId('today').disabled = isToday;
    const option = comparisonOption(compare, day);
    const other = comparedDay(compare, day);
    byId('compare').value = option;
    byId('compare-day').hidden = option !== 'date';
    byId('compare-day').value = other === undefined ? '' : toInput(other);
    byId('compare-day').max = toInput(today);
  }

  /** Shows the filters that are set, each as a button that removes it. */
  drawFilters() {
    const chips = FILTERS.filter((key) => this.#state.requested[key] !== undefined).map((key) => {
      const name = labelOf(key, this.#state.requested[key]).text;
      const chip = button({
        className: 'chip',
        textContent: `${say(`filter_${key}`, { name })} ✕`,
        ariaLabel: say('removeFilter', { name }),
      }, () => this.#state.request({ [key]: undefined }));
      chip.dataset.filter = key;
      return chip;
    });
    byId('filters').replaceChildren(...chips);
    byId('filters').hidden = chips.length === 0;
  }
}
