import * as address from './address.js';
import { get } from './api.js';
import { Curve, RegionMap } from './charts.js';
import { serverTime, setServerTime } from './clock.js';
import { byName, Counts, HOURS, ranked, sum } from './counts.js';
import { inShort, inWords, minuteInDigits, minuteOfDay, ofInput, plus, timeOf, toInput } from './dates.js';
import { follow } from './live.js';
import { inChange, inDigits, inPercent, putNumber, putText } from './numbers.js';
import { Pulse } from './pulse.js';
import { Recent } from './recent.js';
import { country, isOnMapOfChina, onMapOfWorld, regionName } from './regions.js';
import { drawSpark, drawTrend } from './spark.js';
import { RankedTable } from './tables.js';
import { Trust } from './trust.js';
import { deviceName, say, translate } from './words.js';

// About as many as stand beside the other tables.
const FEW = matchMedia('(max-width: 700px)').matches ? 12 : 34;
const KEYWORDS_SHOWN = 12;
const CHARTS_EVERY_MS = 1000;
const TICK_MS = 1000;
const MAP_EVERY_MS = 5000;

translate();

const at = (id) => document.getElementById(id);
const page = at('page');
const status = at('status');
const curve = new Curve(at('curve'));
const map = new RegionMap(at('map'));
const pulse = new Pulse(at('pulse'));
const trust = new Trust();
const recent = new Recent({ pick: pickCourse, labelOf: courseLabel, zone: () => counts?.zone });

let titles = {};
let asked = address.read();
let counts;
let compared;
let comparedDay;
let today;
let shownKey;
let standing;
let stop = () => {};
let showAll = false;
let order = 'clicks';
let shownMap = 'china';
let mapIsSeen = false;
let mapDrawn = -MAP_EVERY_MS;
let drawing = false;
let chartsDrawn = -CHARTS_EVERY_MS;
let chartsTimer;

const courseTable = new RankedTable(at('courses'), 'course', {
  label: courseLabel,
  pick: pickCourse,
  extras: [
    { className: 'spark', draw: (cell, name) => drawSpark(cell, hoursOf(name)) },
    { className: 'trend', draw: (cell, name) => drawTrend(cell, recent.of(name)) },
  ],
});
const engineTable = new RankedTable(at('engines'), 'engine', { pick: (engine) => go({ engine: toggled('engine', engine) }) });
const clientTable = new RankedTable(at('clients'), 'client');
const regionTable = new RankedTable(at('regions'), 'region', { label: (code) => ({ text: regionName(code) }) });
const deviceTable = new RankedTable(at('devices'), 'device', { label: (device) => ({ text: deviceName(device) }) });
const keywordTable = new RankedTable(at('keywords'), 'keyword');
const tables = [courseTable, engineTable, clientTable, deviceTable, keywordTable, regionTable];

function courseLabel(course) {
  return titles[course] === undefined ? { text: course } : { text: titles[course], hint: course };
}

// --- what is asked for, and what comes

function go(change) {
  asked = { ...asked, ...change };
  address.write(asked);
  open();
}

function toggled(kind, name) {
  return asked[kind] === name ? undefined : name;
}

function pickCourse(course) {
  go({ course: toggled('course', course) });
}

function open() {
  stop();
  counts = undefined;
  page.dataset.dim = '';
  tell('connecting', say('connecting'));
  drawFilters();
  const { day, course, engine } = asked;
  stop = follow(address.queryOf({ day, course, engine }), { heard, lost });
}

function heard(message) {
  switch (message.type) {
    case 'snapshot':
      begin(message);
      break;
    case 'waiting':
      blank();
      break;
    case 'delta':
      counts.take(message);
      at('changed').textContent = say('lastChange', { time: timeOf(new Date()) });
      break;
    case 'activity':
      recent.take(message.activity);
      putText(at('trend'), recent.trendLength() ?? say('tenMinutes'));
      break;
    case 'trust':
      trust.take(message.trust);
      break;
  }
  if (message.standing !== undefined) {
    standing = message.standing;
    tellStanding();
  }
  draw();
}

function begin(snapshot) {
  counts = new Counts(snapshot);
  today = snapshot.today;
  setServerTime(snapshot.now);
  const key = `${counts.day} ${asked.course} ${asked.engine}`;
  if (key !== shownKey) {
    tables.forEach((table) => table.clear());
    at('changed').textContent = '';
    chartsDrawn = -CHARTS_EVERY_MS;
    mapDrawn = -MAP_EVERY_MS;
  }
  shownKey = key;
  pulse.reset();
  page.removeAttribute('data-dim');
  page.setAttribute('aria-busy', 'false');
  const isToday = counts.day === today;
  at('heading').textContent = isToday ? say('clicksToday') : say('clicksOn', { day: inWords(counts.day) });
  at('day').max = toInput(today);
  at('day').value = toInput(counts.day);
  at('next').disabled = counts.day >= today;
  at('today').disabled = isToday;
  at('pulse').hidden = !isToday;
  at('rate-fact').hidden = !isToday;
  at('zone').textContent = say('zone', { zone: counts.zone });
  trust.showDay(counts.day, today);
  recent.draw();
  drawExports();
  compare();
}

// The numbers on the page may be another day's: better none.
function blank() {
  at('heading').textContent = say('clicksAlone');
  ['total', 'course-count', 'search-clicks'].forEach((id) => {
    at(id).textContent = '–';
    delete at(id).dataset.value;
  });
  at('change').textContent = '';
  tables.forEach((table) => table.clear());
}

function lost(since) {
  page.dataset.dim = '';
  tell('reconnecting', say('reconnectingSince', { time: timeOf(since) }));
}

function tellStanding() {
  const time = timeOf(new Date(standing.since));
  at('notice').hidden = standing.state === 'live';
  switch (standing.state) {
    case 'live':
      tell('live', say('live'));
      break;
    case 'delayed':
      tell('delayed', say('delayedSince', { time }));
      at('notice').textContent = say('delayedNotice', { time, reason: standing.reason });
      break;
    case 'waiting':
      tell('waiting', say('waitingSince', { time }));
      at('notice').textContent = say('waitingNotice', { reason: standing.reason });
      break;
  }
}

function tell(state, text) {
  status.dataset.state = state;
  putText(status.lastElementChild, text);
}

// --- the other day

async function compare() {
  const day = asked.compare === 'none' ? undefined : asked.compare ?? plus(counts.day, -1);
  const select = at('compare');
  select.value = asked.compare === undefined ? 'yesterday'
    : asked.compare === 'none' ? 'none' : asked.compare === plus(counts.day, -7) ? 'week' : 'date';
  at('compare-day').hidden = select.value !== 'date';
  at('compare-day').value = day === undefined ? '' : toInput(day);
  at('compare-day').max = toInput(today);
  const { course, engine } = asked;
  const wanted = day === undefined ? undefined : `/api/v1/days/${day}?${address.queryOf({ course, engine })}`;
  if (wanted === comparedDay) {
    return;
  }
  comparedDay = wanted;
  compared = undefined;
  if (wanted !== undefined) {
    try {
      const answer = new Counts(await get(wanted));
      if (comparedDay === wanted) {
        compared = answer;
      }
    } catch {
      // The page says what it has; the next snapshot asks again.
      comparedDay = undefined;
    }
  }
  nameComparison();
  draw();
}

function nameComparison() {
  for (const head of document.querySelectorAll('thead .before')) {
    putText(head, compared === undefined ? say('before') : inShort(compared.day));
  }
}

/** Clicks of a column to compare with; undefined unless a day was chosen for it. */
function beforeOf(kind) {
  return compared === undefined || asked.compare === undefined ? undefined : (name) => compared.clicksOf(kind, name);
}

// --- drawing: at most once a frame, and not at all while nobody looks

function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      if (counts !== undefined) {
        drawNow();
      }
    });
  }
}

function drawNow() {
  const courses = counts.courses();
  const engines = counts.engines();
  const searchClicks = sum(engines.map(({ clicks }) => clicks));
  const all = asked.course === undefined && asked.engine === undefined ? counts.total : sum(courses.map(({ clicks }) => clicks));

  putNumber(at('total'), counts.total);
  putNumber(at('course-count'), courses.length);
  putText(at('search-clicks'), asked.engine === undefined
    ? `${inDigits(searchClicks)} · ${inPercent(searchClicks, counts.total)}` : inDigits(searchClicks));
  drawChange();
  drawCourses(courses, all);
  engineTable.show(engines, searchClicks, { picked: asked.engine, before: beforeOf('engine') });
  fill(at('engines'), engines);
  const clients = counts.clients();
  clientTable.show(clients ?? [], counts.total, { before: beforeOf('client') });
  fill(at('clients'), clients);
  const devices = counts.devices();
  deviceTable.show(devices ?? [], counts.total, { before: beforeOf('device') });
  fill(at('devices'), devices);
  const keywords = counts.keywords();
  keywordTable.show((keywords ?? []).slice(0, KEYWORDS_SHOWN), searchClicks, { before: beforeOf('keyword') });
  fill(at('keywords'), keywords);
  drawRegions(false);
  drawCharts();
  markOnce('numbers');
}

/** For whoever measures: when something was there first. */
function markOnce(name) {
  if (performance.getEntriesByName(name).length === 0) {
    performance.mark(name);
  }
}

function drawChange() {
  if (compared === undefined) {
    putText(at('change'), '');
    return;
  }
  const day = inShort(compared.day);
  const minutes = compared.minutes();
  const isToday = counts.day === today;
  // Today is compared with the other day until the same minute.
  if (isToday && minutes === undefined) {
    putText(at('change'), '');
    return;
  }
  const until = isToday ? minuteOfDay(counts.zone, serverTime()) : minutes?.length;
  const mine = isToday ? sum((counts.minutes() ?? []).slice(0, until)) : counts.total;
  const theirs = isToday ? sum(minutes.slice(0, until)) : compared.total;
  const change = inChange(mine, theirs);
  at('change').dataset.trend = theirs === 0 ? 'even' : mine > theirs ? 'up' : mine < theirs ? 'down' : 'even';
  putText(at('change'), change === undefined
    ? say('noBefore', { day })
    : `${change} ${isToday ? say('sameTime', { day, time: minuteInDigits(until) }) : say('against', { day })}`);
}

function drawCourses(courses, all) {
  const wanted = at('find').value.trim().toLowerCase();
  const found = wanted === '' ? courses : courses.filter(({ name }) =>
    name.toLowerCase().includes(wanted) || (titles[name] ?? '').toLowerCase().includes(wanted));
  if (order === 'name') {
    found.sort(byName);
  } else if (order === 'trend') {
    found.sort((a, b) => recent.gain(b.name) - recent.gain(a.name) || b.clicks - a.clicks);
  }
  let shown = showAll ? found : found.slice(0, FEW);
  // The course that is filtered by stays in sight.
  const picked = found.find(({ name }) => name === asked.course);
  if (picked !== undefined && !shown.includes(picked)) {
    shown = [...shown, picked];
  }
  at('courses').classList.toggle('no-day', asked.engine !== undefined);
  courseTable.show(shown, all, { picked: asked.course, before: beforeOf('course') });
  at('more').hidden = found.length <= FEW;
  putText(at('more'), showAll ? say('showFewer') : say('showAll', { count: inDigits(found.length) }));
  fill(at('courses'), found);
  putText(at('courses').parentElement.querySelector('.empty'), wanted === '' ? say('noClicks') : say('noneFound'));
}

function hoursOf(course) {
  const hours = counts.hoursOf(course);
  if (hours === undefined || counts.day !== today) {
    return hours;
  }
  const now = Math.floor(minuteOfDay(counts.zone, serverTime()) / 60);
  return hours.map((clicks, hour) => (hour <= now ? clicks : undefined)).slice(0, HOURS);
}

function drawRegions(atOnce) {
  const regions = counts.regions();
  const onMap = new Map();
  const inTable = new Map();
  for (const { name, clicks } of regions ?? []) {
    if (shownMap === 'world') {
      add(onMap, onMapOfWorld(name), clicks);
      add(inTable, country(name), clicks);
    } else if (isOnMapOfChina(name)) {
      add(onMap, name, clicks);
      add(inTable, name, clicks);
    }
  }
  const before = compared === undefined || asked.compare === undefined ? undefined : (name) =>
    sum((compared.regions() ?? [])
      .filter((region) => (shownMap === 'world' ? country(region.name) : region.name) === name)
      .map(({ clicks }) => clicks));
  regionTable.show(ranked(inTable), counts.total, { before });
  fill(at('regions'), regions);
  at('regions').closest('.split').hidden = regions === undefined || regions.length === 0;
  if (mapIsSeen && regions !== undefined && (atOnce || performance.now() > mapDrawn + MAP_EVERY_MS)) {
    mapDrawn = performance.now();
    map.show(shownMap, onMap, regionName).catch(() => { at('map').hidden = true; });
  }
}

function add(map, key, clicks) {
  map.set(key, (map.get(key) ?? 0) + clicks);
}

/** `rows` is undefined where nothing is counted for this filter. */
function fill(table, rows) {
  const card = table.closest('.card');
  const empty = rows === undefined || rows.length === 0;
  table.hidden = empty;
  card.querySelector('.empty').hidden = rows === undefined || !empty;
  const hint = card.querySelector('.not-by-engine');
  if (hint !== null) {
    hint.hidden = rows !== undefined;
  }
}

// Charts move once a second: four times would be restless, and is the costliest part of the page.
function drawCharts() {
  clearTimeout(chartsTimer);
  const wait = chartsDrawn + CHARTS_EVERY_MS - performance.now();
  if (wait > 0) {
    chartsTimer = setTimeout(draw, wait);
    return;
  }
  chartsDrawn = performance.now();
  const isToday = counts.day === today;
  document.title = `${say(isToday ? 'titleToday' : 'titleOn', { count: inDigits(counts.total), day: toInput(counts.day) })} · CoursePulse`;
  const minutes = counts.minutes();
  at('curve').hidden = minutes === undefined;
  at('curve-empty').hidden = minutes !== undefined;
  at('curve').closest('.curve').dataset.compared = String(compared?.minutes() !== undefined);
  putText(at('key-now'), isToday ? say('today') : inShort(counts.day));
  putText(at('key-then'), compared === undefined ? '' : inShort(compared.day));
  if (minutes === undefined) {
    putText(at('curve-empty'), asked.engine === undefined ? say('minutesBeingRead') : say('notByEngineCurve'));
  } else {
    // The minute that is running would look like a fall.
    curve.show(minutes, at('key-now').textContent, isToday ? minuteOfDay(counts.zone, serverTime()) : minutes.length,
      compared?.minutes(), at('key-then').textContent)
      .then(() => markOnce('chart'))
      .catch(() => { at('curve').hidden = true; });
  }
}

function drawFilters() {
  const chips = [['course', 'filterCourse'], ['engine', 'filterEngine']]
    .filter(([kind]) => asked[kind] !== undefined)
    .map(([kind, text]) => {
      const chip = document.createElement('button');
      chip.type = 'button';
      chip.className = 'chip';
      chip.dataset.filter = kind;
      const name = kind === 'course' ? courseLabel(asked[kind]).text : asked[kind];
      chip.textContent = `${say(text, { name })} ✕`;
      chip.setAttribute('aria-label', say('removeFilter', { name }));
      chip.addEventListener('click', () => go({ [kind]: undefined }));
      return chip;
    });
  at('filters').replaceChildren(...chips);
  at('filters').hidden = chips.length === 0;
}

function drawExports() {
  for (const place of document.querySelectorAll('[data-export]')) {
    const name = place.dataset.export;
    const { course } = asked;
    const engine = name === 'courses' || name === 'engines' ? asked.engine : undefined;
    place.replaceChildren(...['csv', 'json'].map((format) => {
      const link = document.createElement('a');
      link.href = `/api/v1/days/${counts.day}/${name}?${address.queryOf({ course, engine, format })}`;
      link.textContent = say(format);
      link.setAttribute('aria-label', say('exportAs', { table: say(name), format: say(format) }));
      link.download = '';
      return link;
    }));
  }
}

// --- what a visitor does

at('day').addEventListener('change', ({ target }) => target.validity.valid && goToDay(ofInput(target.value)));
at('previous').addEventListener('click', () => counts && goToDay(plus(counts.day, -1)));
at('next').addEventListener('click', () => counts && goToDay(plus(counts.day, 1)));
at('today').addEventListener('click', () => goToDay(undefined));
at('compare').addEventListener('change', ({ target }) => {
  const day = counts?.day ?? today;
  if (day === undefined) {
    return;
  }
  switch (target.value) {
    case 'yesterday':
      go({ compare: undefined });
      break;
    case 'week':
      go({ compare: plus(day, -7) });
      break;
    case 'none':
      go({ compare: 'none' });
      break;
    case 'date':
      at('compare-day').hidden = false;
      at('compare-day').focus();
      break;
  }
});
at('compare-day').addEventListener('change', ({ target }) =>
  target.value !== '' && target.validity.valid && go({ compare: ofInput(target.value) }));
at('find').addEventListener('input', draw);
at('more').addEventListener('click', () => {
  showAll = !showAll;
  draw();
});
for (const button of document.querySelectorAll('[data-sort]')) {
  button.addEventListener('click', () => {
    order = button.dataset.sort;
    for (const other of document.querySelectorAll('[data-sort]')) {
      const mine = other === button;
      other.closest('th').setAttribute('aria-sort', !mine ? 'none' : order === 'name' ? 'ascending' : 'descending');
    }
    draw();
  });
}
for (const name of ['china', 'world']) {
  at(`map-${name}`).addEventListener('click', () => {
    shownMap = name;
    ['china', 'world'].forEach((other) => at(`map-${other}`).setAttribute('aria-pressed', String(other === name)));
    regionTable.clear();
    if (counts !== undefined) {
      drawRegions(true);
    }
  });
}
addEventListener('popstate', () => {
  asked = address.read();
  open();
});
new IntersectionObserver((entries, observer) => {
  if (entries.some((entry) => entry.isIntersecting)) {
    mapIsSeen = true;
    observer.disconnect();
    draw();
  }
}, { rootMargin: '300px' }).observe(at('map'));

function goToDay(day) {
  go({ day: day === today ? undefined : day, compare: asked.compare === 'none' ? 'none' : undefined });
}

setInterval(() => {
  trust.tick();
  if (counts !== undefined) {
    pulse.tick(counts.total);
    const rate = pulse.rate();
    putText(at('rate'), rate === undefined ? '–' : say('aMinute', { rate: inDigits(Math.round(rate * 60)) }));
  }
}, TICK_MS);

get('/api/v1/catalogue').then((answer) => {
  titles = answer.titles;
  tables.forEach((table) => table.clear());
  recent.rename();
  drawFilters();
  draw();
}, () => {});

open();
