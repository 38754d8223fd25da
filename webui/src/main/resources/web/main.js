import { Charts, seriesColor } from './charts.js';
import { Counts, sum } from './counts.js';
import { dayOfAddress, inWords, ofInput, plus, putInAddress, timeOf, toInput } from './dates.js';
import { follow } from './live.js';
import { Pulse } from './pulse.js';
import { inDigits, inPercent, putNumber, RankedTable } from './tables.js';

const FEW = 100;
const FEW_OF_ENGINE = 8;
const CHARTS_EVERY_MS = 1000;

const at = (id) => document.getElementById(id);
const page = at('page');
const status = at('status');
const charts = new Charts(at('courses-chart'), at('engines-chart'));
const pulse = new Pulse(at('pulse'));
const courseTable = new RankedTable(at('courses'), 'course');
const engineTable = new RankedTable(at('engines'), 'engine', pickEngine);
const breakdownTable = new RankedTable(at('engine-courses'), 'course');

let counts;
let shownDay;
let standing;
let stop = () => {};
let showAll = false;
let pickedEngine;
let drawing = false;
let chartsDrawn = 0;
let chartsTimer;

function open(day) {
  stop();
  counts = undefined;
  page.dataset.dim = '';
  say('connecting', 'Connecting');
  stop = follow(day, { heard, lost });
}

function heard(message) {
  switch (message.type) {
    case 'snapshot':
      begin(new Counts(message));
      break;
    case 'waiting':
      blank();
      break;
    case 'delta':
      counts.take(message);
      at('changed').textContent = `Last change ${timeOf(new Date())}`;
      break;
  }
  if (message.standing !== undefined) {
    standing = message.standing;
    sayStanding();
  }
  draw();
}

function begin(snapshot) {
  const another = shownDay !== snapshot.day;
  shownDay = snapshot.day;
  counts = snapshot;
  pulse.reset();
  page.removeAttribute('data-dim');
  page.setAttribute('aria-busy', 'false');
  if (another) {
    [courseTable, engineTable, breakdownTable].forEach((table) => table.clear());
    at('changed').textContent = '';
  }
  const isToday = counts.day === counts.today;
  at('heading').textContent = isToday ? 'Clicks today' : `Clicks on ${inWords(counts.day)}`;
  at('day').max = toInput(counts.today);
  at('day').value = toInput(counts.day);
  at('next').disabled = counts.day >= counts.today;
  at('today').disabled = isToday;
  at('pulse').hidden = !isToday;
  at('rate-fact').hidden = !isToday;
  at('zone').textContent = `Days begin at midnight in ${counts.zone}`;
}

// The numbers on the page may be another day's: better none.
function blank() {
  at('heading').textContent = 'Clicks';
  ['total', 'course-count', 'search-clicks', 'engines-sum'].forEach((id) => {
    at(id).textContent = '–';
    delete at(id).dataset.value;
  });
  [courseTable, engineTable, breakdownTable].forEach((table) => table.clear());
}

function lost(since) {
  page.dataset.dim = '';
  say('reconnecting', `Reconnecting since ${timeOf(since)}`);
}

function sayStanding() {
  const since = timeOf(new Date(standing.since));
  at('notice').hidden = standing.state === 'live';
  switch (standing.state) {
    case 'live':
      say('live', 'Live');
      break;
    case 'delayed':
      say('delayed', `Delayed since ${since}`);
      at('notice').textContent = `Since ${since} changes arrive late or not at all: ${standing.reason}`;
      break;
    case 'waiting':
      say('waiting', `Waiting since ${since}`);
      at('notice').textContent = `The counts are not shown yet: ${standing.reason}`;
      break;
  }
}

function say(state, text) {
  status.dataset.state = state;
  status.lastElementChild.textContent = text;
}

// At most once a frame, and not at all while nobody looks.
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

  putNumber(at('total'), counts.total);
  putNumber(at('course-count'), courses.length);
  at('search-clicks').textContent = `${inDigits(searchClicks)} · ${inPercent(searchClicks, counts.total)}`;
  const isToday = counts.day === counts.today;
  document.title = `${inDigits(counts.total)} clicks ${isToday ? 'today' : `on ${toInput(counts.day)}`} · CoursePulse`;

  courseTable.show(showAll ? courses : courses.slice(0, FEW), counts.total);
  at('more').hidden = showAll || courses.length <= FEW;
  at('more').textContent = `Show all ${inDigits(courses.length)} courses`;
  fill(at('courses'), at('courses-chart'), courses);

  engineTable.show(engines, searchClicks, (row, engine, rank) => {
    swatch(row, rank);
    row.setAttribute('aria-selected', String(engine === pickedEngine));
  });
  fill(at('engines'), at('engines-chart').parentElement, engines);
  at('engines-sum').textContent = inDigits(searchClicks);
  drawBreakdown();
  drawCharts(courses, engines);
}

function swatch(row, rank) {
  const track = row.querySelector('.track');
  let square = track.querySelector('.swatch');
  if (square === null) {
    square = document.createElement('i');
    square.className = 'swatch';
    track.prepend(square);
  }
  square.style.setProperty('--swatch', `var(--${seriesColor(rank)})`);
}

function fill(table, chart, rows) {
  const empty = rows.length === 0;
  table.hidden = empty;
  chart.hidden = empty;
  table.parentElement.querySelector('.empty').hidden = !empty;
}

function drawBreakdown() {
  const courses = pickedEngine === undefined ? [] : counts.coursesOf(pickedEngine);
  at('breakdown').hidden = courses.length === 0;
  if (courses.length > 0) {
    at('breakdown-title').textContent = `Courses found by ${pickedEngine}`;
    breakdownTable.show(courses.slice(0, FEW_OF_ENGINE), sum(courses.map(({ clicks }) => clicks)));
  }
}

// Charts move once a second: four times would be restless, and is the costliest part of the page.
function drawCharts(courses, engines) {
  clearTimeout(chartsTimer);
  const wait = chartsDrawn + CHARTS_EVERY_MS - performance.now();
  if (wait > 0 && chartsDrawn > 0) {
    chartsTimer = setTimeout(draw, wait);
  } else {
    chartsDrawn = performance.now();
    charts.show(courses, engines);
  }
}

function pickEngine(engine) {
  pickedEngine = engine === pickedEngine ? undefined : engine;
  breakdownTable.clear();
  draw();
}

function go(day) {
  const asked = day === counts?.today ? undefined : day;
  putInAddress(asked);
  open(asked);
}

at('day').addEventListener('change', ({ target }) => target.validity.valid && go(ofInput(target.value)));
at('previous').addEventListener('click', () => counts && go(plus(counts.day, -1)));
at('next').addEventListener('click', () => counts && go(plus(counts.day, 1)));
at('today').addEventListener('click', () => go(undefined));
at('more').addEventListener('click', () => {
  showAll = true;
  draw();
});
addEventListener('popstate', () => open(dayOfAddress()));

setInterval(() => {
  if (counts !== undefined) {
    pulse.tick(counts.total);
    const rate = pulse.rate();
    at('rate').textContent = rate === undefined ? '–' : `${inDigits(Math.round(rate * 60))} a minute`;
  }
}, 1000);

open(dayOfAddress());
