import { get } from './api.js';
import { timeOf } from './dates.js';
import { inDigits, inSeconds, putText } from './numbers.js';
import { locale, say, translate } from './words.js';

const ASK_EVERY_MS = 2000;
// The rate is taken over some readings, or it would jump about.
const READINGS = 6;

const at = (id) => document.getElementById(id);
const units = ['day', 'hour', 'minute', 'second'].map((unit) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }));
const readings = [];

translate();

async function look() {
  try {
    const { log, storm, stormUi } = await get('/api/v1/pipeline');
    at('notice').hidden = log.problem === undefined;
    at('notice').textContent = log.problem === undefined ? '' : say('kafkaProblem', { reason: log.problem });
    drawPartitions(log);
    drawStorm(storm);
    at('storm-link').hidden = stormUi === undefined;
    at('storm-link').href = stormUi ?? '';
    at('page').setAttribute('aria-busy', 'false');
  } catch (refusal) {
    at('notice').hidden = false;
    at('notice').textContent = refusal.status === undefined ? say('serverGone') : refusal.message;
  }
  setTimeout(look, ASK_EVERY_MS);
}

function drawPartitions({ partitions, ledgerRead, lines }) {
  const rows = partitions.map((p) => row(
    p.partition, number(p.nextOffset), number(p.endOffset), number(p.waiting), number(p.batchLines), number(p.txid),
  ));
  if (partitions.length > 1) {
    const waiting = partitions.reduce((sum, p) => sum + (p.waiting ?? 0), 0);
    const all = row('', '', '', inDigits(waiting), '', '');
    all.className = 'sum';
    rows.push(all);
  }
  at('partitions').tBodies[0].replaceChildren(...rows);
  at('partitions').hidden = rows.length === 0;
  at('partitions').parentElement.querySelector('.empty').hidden = rows.length > 0;
  putText(at('as-of'), ledgerRead === undefined ? '' : say('asOf', { time: timeOf(new Date(ledgerRead)) }));
  if (ledgerRead !== undefined) {
    drawThroughput(new Date(ledgerRead), lines);
  }
}

function drawThroughput(time, lines) {
  if (readings.at(-1)?.time.getTime() !== time.getTime()) {
    readings.push({ time, lines });
    readings.splice(0, readings.length - READINGS);
  }
  const [first, last] = [readings[0], readings.at(-1)];
  const seconds = (last.time - first.time) / 1000;
  putText(at('throughput'), seconds <= 0 ? ''
    : say('linesPerSecond', { rate: inDigits(Math.round((last.lines - first.lines) / seconds)) }));
}

function drawStorm(storm) {
  if (storm === undefined) {
    at('topologies').replaceChildren();
    putText(at('storm-hint'), say('stormOff'));
    return;
  }
  if (storm.problem !== undefined) {
    at('topologies').replaceChildren();
    putText(at('storm-hint'), say('stormDown', { time: timeOf(new Date(storm.since)), reason: storm.problem }));
    return;
  }
  putText(at('storm-hint'), storm.topologies.length === 0 ? say('noTopologies') : '');
  at('topologies').replaceChildren(...storm.topologies.map(drawTopology));
}

function drawTopology({ name, status, uptimeSeconds, executors, workers, acked, failed, batchMs, errors }) {
  const section = document.createElement('section');
  section.className = 'topology';
  section.dataset.topology = name;
  const facts = document.createElement('dl');
  facts.className = 'facts';
  facts.append(
    fact(say('state'), status, status === 'ACTIVE' ? 'good' : 'bad'),
    fact(say('uptime'), lasting(uptimeSeconds)),
    fact(say('latency'), batchMs === undefined ? '–' : inSeconds(batchMs)),
    fact(`${say('tuples')}: ${say('acked')}`, inDigits(acked)),
    fact(say('failed'), inDigits(failed), failed > 0 ? 'bad' : undefined),
    fact(say('executors'), inDigits(executors)),
  );
  const title = document.createElement('h3');
  title.textContent = name;
  const list = table([say('worker'), say('uptime'), say('executors')],
    workers.map((worker) => row(`${worker.host}:${worker.port}`, lasting(worker.uptimeSeconds), number(worker.executors))));
  const trouble = errors.length === 0 ? note(say('noErrors'))
    : table([say('component'), say('errors'), ''], errors.map(errorRow));
  trouble.classList.add('errors');
  section.append(title, facts, list, trouble);
  return section;
}

function errorRow({ component, error, at: time }) {
  const text = document.createElement('pre');
  text.textContent = error;
  const line = row(component, '', time === undefined ? '' : timeOf(new Date(time)));
  line.cells[1].className = 'error';
  line.cells[1].append(text);
  return line;
}

function fact(name, value, state) {
  const pair = document.createElement('div');
  const term = document.createElement('dt');
  term.textContent = name;
  const definition = document.createElement('dd');
  definition.textContent = value;
  if (state !== undefined) {
    definition.dataset.state = state;
  }
  pair.append(term, definition);
  return pair;
}

function table(heads, rows) {
  const element = document.createElement('table');
  const head = element.createTHead().insertRow();
  head.append(...heads.map((text) => {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = text;
    return cell;
  }));
  element.createTBody().append(...rows);
  return element;
}

function row(...texts) {
  const line = document.createElement('tr');
  line.append(...texts.map((text, i) => {
    const cell = document.createElement(i === 0 ? 'th' : 'td');
    if (i === 0) {
      cell.scope = 'row';
    }
    cell.textContent = text;
    return cell;
  }));
  return line;
}

function note(text) {
  const paragraph = document.createElement('p');
  paragraph.className = 'hint';
  paragraph.textContent = text;
  return paragraph;
}

function number(value) {
  return value === undefined || value === null ? '–' : inDigits(value);
}

/** 90061 seconds as 1d 1h: the two largest units. */
function lasting(seconds) {
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const first = Math.max(0, parts.findIndex((part) => part > 0));
  return parts.slice(first, first + 2).map((part, i) => units[first + i].format(part)).join(' ');
}

look();
