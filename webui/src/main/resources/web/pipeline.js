// The page of the pipeline: what is counted of each partition, and what Storm says of the topologies.

import { get, HttpError } from './api.js';
import { timeOf } from './dates.js';
import { byId, element, putText } from './dom.js';
import { duration, inDigits, inSeconds } from './numbers.js';
import { say, translate } from './words.js';

const POLL_MS = 2000;
// The rate is averaged over some readings, or it would jump.
const READINGS = 6;

const readings = [];

translate();

async function poll() {
  try {
    const { log, storm, stormUi, skipped } = await get('/api/v1/pipeline');
    byId('notice').hidden = log.problem === undefined;
    byId('notice').textContent = log.problem === undefined ? '' : say('kafkaProblem', { reason: log.problem });
    drawPartitions(log);
    putText(byId('skipped'), skipped.map(({ topic, records }) => say('skippedRecords', { topic, records: inDigits(records) })).join(' '));
    drawStorm(storm);
    byId('storm-link').hidden = stormUi === undefined;
    byId('storm-link').href = stormUi ?? '';
    byId('page').setAttribute('aria-busy', 'false');
  } catch (error) {
    byId('notice').hidden = false;
    byId('notice').textContent = error instanceof HttpError ? error.message : say('serverGone');
  }
  setTimeout(poll, POLL_MS);
}

function drawPartitions({ partitions, ledgerRead, lines }) {
  const rows = partitions.map((p) => row(
    p.partition, number(p.nextOffset), number(p.endOffset), number(p.waiting), number(p.batchLines), number(p.txid),
  ));
  if (partitions.length > 1) {
    const waiting = partitions.reduce((sum, p) => sum + (p.waiting ?? 0), 0);
    const total = row(say('allPartitions'), '', '', inDigits(waiting), '', '');
    total.className = 'sum';
    rows.push(total);
  }
  byId('partitions').tBodies[0].replaceChildren(...rows);
  byId('partitions').hidden = rows.length === 0;
  byId('partitions').parentElement.querySelector('.empty').hidden = rows.length > 0;
  putText(byId('as-of'), ledgerRead === undefined ? '' : say('asOf', { time: timeOf(new Date(ledgerRead)) }));
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
  putText(byId('throughput'), seconds <= 0 ? ''
    : say('linesPerSecond', { rate: inDigits(Math.round((last.lines - first.lines) / seconds)) }));
}

function drawStorm(storm) {
  byId('topologies').replaceChildren(...(storm?.topologies ?? []).map(topologySection));
  putText(byId('storm-hint'), stormHint(storm));
}

function stormHint(storm) {
  if (storm === undefined) {
    return say('stormOff');
  }
  if (storm.problem !== undefined) {
    return say('stormDown', { time: timeOf(new Date(storm.since)), reason: storm.problem });
  }
  return storm.topologies.length === 0 ? say('noTopologies') : '';
}

function topologySection({ name, status, uptimeSeconds, executors, workers, acked, failed, batchMs, errors }) {
  const facts = element('dl', { className: 'facts' },
    fact(say('state'), status, status === 'ACTIVE' ? 'good' : 'bad'),
    fact(say('uptime'), duration(uptimeSeconds)),
    fact(say('latency'), batchMs === undefined ? '–' : inSeconds(batchMs)),
    fact(`${say('tuples')}: ${say('acked')}`, inDigits(acked)),
    fact(say('failed'), inDigits(failed), failed > 0 ? 'bad' : undefined),
    fact(say('executors'), inDigits(executors)));
  const workerTable = table([say('worker'), say('uptime'), say('executors')], workers.map((worker) =>
    row(`${worker.host}:${worker.port}`, duration(worker.uptimeSeconds), number(worker.executors))));
  const errorTable = errors.length === 0 ? element('p', { className: 'hint', textContent: say('noErrors') })
    : table([say('component'), say('errors'), say('errorTime')], errors.map(errorRow));
  errorTable.classList.add('errors');
  const section = element('section', { className: 'topology' },
    element('h3', { textContent: name }), facts, workerTable, errorTable);
  section.dataset.topology = name;
  return section;
}

function errorRow({ component, error, at }) {
  const line = row(component, '', at === undefined ? '' : timeOf(new Date(at)));
  line.cells[1].className = 'error';
  line.cells[1].append(element('pre', { textContent: error }));
  return line;
}

function fact(name, value, state) {
  const definition = element('dd', { textContent: value });
  if (state !== undefined) {
    definition.dataset.state = state;
  }
  return element('div', {}, element('dt', { textContent: name }), definition);
}

function table(headers, rows) {
  return element('table', {},
    element('thead', {}, element('tr', {}, ...headers.map((textContent) => element('th', { scope: 'col', textContent })))),
    element('tbody', {}, ...rows));
}

function row(header, ...texts) {
  return element('tr', {},
    element('th', { scope: 'row', textContent: header }),
    ...texts.map((textContent) => element('td', { textContent })));
}

function number(value) {
  return value === undefined || value === null ? '–' : inDigits(value);
}

poll();
