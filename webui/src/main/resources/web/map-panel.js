// The panel of regions: a table beside a map of China or of the world.

import { RegionMap } from './charts.js';
import { button, element, press } from './dom.js';
import { Panel } from './panel.js';
import { byMap, regionName } from './regions.js';
import { language, say } from './words.js';

const MAPS = ['china', 'world'];
// The map is the most expensive drawing of the page.
const MAP_INTERVAL_MS = 5000;

export class MapPanel extends Panel {
  #dimension;
  #place;
  #map;
  #shown = 'china';
  #isSeen = false;
  #drawnAt;

  constructor(dimension, dimensions, { redraw, ...options }) {
    super(dimension, dimensions, { ...options, redraw });
    this.#dimension = dimension;
    this.#place = element('div', { className: 'chart map', ariaHidden: 'true' });
    this.#map = new RegionMap(this.#place);
    this.#surroundTable(dimension.labels[language].title);
    this.#addTabs(redraw);
    this.#awaitSight(redraw);
  }

  #surroundTable(title) {
    const table = this.body;
    // Focusable, so that it can be scrolled with the keyboard.
    const scroll = element('div', { className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: title });
    this.body = element('div', { className: 'split' }, this.#place, scroll);
    table.replaceWith(this.body);
    scroll.append(table);
  }

  #addTabs(redraw) {
    const tabs = element('span', { className: 'tabs', role: 'group', ariaLabel: say('map') });
    for (const map of MAPS) {
      const tab = button({ textContent: say(map), ariaPressed: String(map === this.#shown) }, () => {
        this.#shown = map;
        press(tab, tabs.children);
        this.clear();
        redraw();
      });
      tab.dataset.map = map;
      tabs.append(tab);
    }
    this.find('h2').after(tabs);
  }

  // The shapes of a map are fetched when it is about to be seen, not with the page.
  #awaitSight(redraw) {
    new IntersectionObserver((entries, observer) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        this.#isSeen = true;
        observer.disconnect();
        redraw();
      }
    }, { rootMargin: '300px' }).observe(this.#place);
  }

  arrange(model, { compared }) {
    if (model.isEmpty) {
      return model;
    }
    const { areas, rows } = byMap(model.rows, this.#shown);
    this.#drawMap(areas);
    const before = new Map(model.before && byMap(compared.rows(this.#dimension) ?? [], this.#shown).rows
      .map(({ name, clicks }) => [name, clicks]));
    return { ...model, rows, before: model.before && ((region) => before.get(region) ?? 0) };
  }

  #drawMap(areas) {
    const now = performance.now();
    if (this.#isSeen && !(now < this.#drawnAt + MAP_INTERVAL_MS)) {
      this.#drawnAt = now;
      this.#map.show(this.#shown, areas, regionName).catch(() => { this.#place.hidden = true; });
    }
  }

  clear() {
    super.clear();
    this.#drawnAt = undefined;
  }
}
