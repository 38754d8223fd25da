// The dashboard: messages of the server change the state, and the state is drawn.

import { dimensions } from '/dimensions.js';
import * as address from './address.js';
import { get } from './api.js';
import { setServerTime } from './clock.js';
import { Comparison } from './comparison.js';
import { subscribe } from './connection.js';
import { Controls } from './controls.js';
import { Counts } from './counts.js';
import { CoursePanel } from './course-panel.js';
import { timeOf } from './dates.js';
import { byId } from './dom.js';
import { Hero } from './hero.js';
import { MapPanel } from './map-panel.js';
import { Panel } from './panel.js';
import { Recent } from './recent.js';
import { FILTERS, State } from './state.js';
import { showConnecting, showFreshness, showReconnecting } from './status.js';
import { Trust } from './trust.js';
import { setCourseTitles } from './values.js';
import { say, translate } from './words.js';

// About as many courses as the panels beside them are high.
const MAX_COURSES = matchMedia('(max-width: 700px)').matches ? 12 : 34;
const MAX_ROWS = 12;
const PANELS_BESIDE_COURSES = 2;
const TICK_MS = 1000;

translate();

const page = byId('page');
const state = new State(address.read(), (requested) => {
  address.write(requested);
  connect();
});
const trust = new Trust();
const hero = new Hero(dimensions, draw);
const recent = new Recent({
  onSelect: (course) => state.toggleFilter('course', course),
  zone: () => state.counts?.zone,
});
const panels = dimensions.filter(({ panel }) => panel !== 'CURVE').map(createPanel);
const controls = new Controls(state);
const comparison = new Comparison(dimensions, state, () => {
  hero.resetCurve();
  draw();
});

let unsubscribe = () => {};
let shownQuery;
let isDrawing = false;

function createPanel(dimension) {
  const onSelect = FILTERS.includes(dimension.key) ? (value) => state.toggleFilter(dimension.key, value) : undefined;
  switch (dimension.panel) {
    case 'COURSES':
      return new CoursePanel(dimension, dimensions, { onSelect, recent, limit: MAX_COURSES, redraw: draw });
    case 'MAP':
      return new MapPanel(dimension, dimensions, { onSelect, redraw: draw });
    default:
      return new Panel(dimension, dimensions, { onSelect, limit: MAX_ROWS, redraw: draw });
  }
}

/** Courses, the first tables beside them, the other tables below, maps at the end. */
function placePanels() {
  const elementsOf = (type) => panels.map(({ element }) => element).filter(({ dataset }) => dataset.panel === type);
  const tables = elementsOf('TABLE');
  byId('beside').before(...elementsOf('COURSES'));
  byId('beside').append(...tables.slice(0, PANELS_BESIDE_COURSES));
  byId('below').append(...tables.slice(PANELS_BESIDE_COURSES));
  byId('below').after(...elementsOf('MAP'));
}

function connect() {
  unsubscribe();
  state.counts = undefined;
  page.dataset.stale = '';
  showConnecting();
  controls.drawFilters();
  const { day, course, engine } = state.requested;
  unsubscribe = subscribe(address.queryOf({ day, course, engine }), {
    onMessage: receive,
    onDisconnect: (since) => {
      page.dataset.stale = '';
      showReconnecting(since);
    },
  });
}

function receive(message) {
  switch (message.type) {
    case 'snapshot':
      showSnapshot(message);
      break;
    case 'waiting':
      clear();
      break;
    case 'delta':
      state.counts.take(message);
      byId('changed').textContent = say('lastChange', { time: timeOf(new Date()) });
      break;
    case 'activity':
      recent.take(message.activity);
      break;
    case 'trust':
      trust.take(message.trust);
      break;
  }
  if (message.standing !== undefined) {
    showFreshness(message.standing);
  }
  draw();
}

function showSnapshot(snapshot) {
  state.counts = new Counts(dimensions, snapshot);
  state.today = snapshot.today;
  setServerTime(snapshot.now);
  const { day, zone } = state.counts;
  const query = address.queryOf({ ...state.requested, day, compare: undefined });
  if (query !== shownQuery) {
    shownQuery = query;
    panels.forEach((panel) => panel.clear());
    hero.resetCurve();
    byId('changed').textContent = '';
  }
  page.removeAttribute('data-stale');
  page.setAttribute('aria-busy', 'false');
  byId('zone').textContent = say('zone', { zone });
  hero.showDay(state);
  controls.drawDay();
  trust.showDay(day, state.today);
  recent.draw();
  panels.forEach((panel) => panel.drawExports(state));
  comparison.update();
}

function clear() {
  hero.clear();
  panels.forEach((panel) => panel.clear());
}

/** Draws with the next frame: once, however often it is called until then, and not while the page is hidden. */
function draw() {
  if (!isDrawing) {
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      if (state.counts !== undefined) {
        panels.forEach((panel) => panel.draw(state));
        hero.draw(state);
      }
    });
  }
}

function rename({ titles }) {
  setCourseTitles(titles);
  panels.forEach((panel) => panel.clear());
  recent.rename();
  controls.drawFilters();
  draw();
}

addEventListener('popstate', () => {
  state.requested = address.read();
  connect();
});

setInterval(() => {
  trust.tick();
  if (state.counts !== undefined) {
    hero.tick(state);
  }
}, TICK_MS);

placePanels();
connect();
// Without titles, courses are shown by their ids.
get('/api/v1/catalogue').then(rename, () => {});
