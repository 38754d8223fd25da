// The dialog with samples of rejected lines, by reason.

import { get } from './api.js';
import { timeOf } from './dates.js';
import { button, byId, element, press } from './dom.js';
import { inDigits } from './numbers.js';
import { say } from './words.js';

const SAMPLES = 20;

export class RejectedLines {
  #counts = {};
  #shownReason;

  constructor() {
    byId('rejected-close').addEventListener('click', () => byId('rejected').close());
    // A click beside the dialog closes it.
    byId('rejected').addEventListener('click', ({ target }) => target === byId('rejected') && byId('rejected').close());
  }

  /** Takes how many lines were rejected for each reason. */
  take(counts) {
    this.#counts = counts;
    if (byId('rejected').open) {
      this.#drawReasons();
    }
  }

  open() {
    byId('samples').replaceChildren();
    byId('rejected').showModal();
    this.#shownReason = this.#reasons()[0];
    this.#drawReasons();
    showSamples(this.#shownReason);
  }

  #reasons() {
    return Object.keys(this.#counts).sort((a, b) => this.#counts[b] - this.#counts[a]);
  }

  #drawReasons() {
    const texts = this.#reasons().map((reason) => [reason, `${reason} ${inDigits(this.#counts[reason])}`]);
    const tabs = byId('reasons');
    // Unchanged buttons stay: one of them may have the focus.
    if (tabs.dataset.drawn === String(texts)) {
      return;
    }
    tabs.dataset.drawn = String(texts);
    tabs.replaceChildren(...texts.map(([reason, textContent]) => {
      const tab = button({ textContent, ariaPressed: String(reason === this.#shownReason) }, () => {
        this.#shownReason = reason;
        press(tab, tabs.children);
        showSamples(reason);
      });
      tab.dataset.reason = reason;
      return tab;
    }));
  }
}

async function showSamples(reason) {
  const query = new URLSearchParams({ limit: SAMPLES });
  if (reason !== undefined) {
    query.set('reason', reason);
  }
  let items;
  try {
    const { samples, problem } = await get(`/api/v1/rejected?${query}`);
    items = samples.length === 0 ? [problem ?? say('noSamples')] : samples.map(sampleItem);
  } catch (error) {
    items = [error.message];
  }
  byId('samples').replaceChildren(...items.map((item) => element('li', {}, item)));
}

function sampleItem({ reason, topic, partition, offset, at, line, bytes, cut }) {
  const origin = `${reason} · ${say('sampleOf', { topic, partition, offset, bytes: inDigits(bytes) })} · ${timeOf(new Date(at))}`;
  return element('div', {},
    element('p', { textContent: origin }),
    element('pre', { textContent: line }),
    ...(cut ? [element('p', { textContent: `… ${say('cut')}` })] : []));
}
