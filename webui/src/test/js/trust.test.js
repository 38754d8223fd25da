import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditText, finalityText, freshnessText, ledgerText } from '../../main/resources/web/trust.js';

const now = new Date('2017-11-11T12:00:00Z');

test('freshness: the newest line, how fast lines are counted, how many are waiting', () => {
  assert.equal(freshnessText({ newestLine: '2017-11-11T11:59:55Z', countedWithinSeconds: 0.8, waiting: 1000 }, now),
    'Newest line 5 s ago · counted within 800 ms');
  assert.equal(freshnessText({ newestLine: '2017-11-11T11:00:00Z', waiting: 12_345 }, now),
    'Newest line 60 min ago · 12,345 waiting');
  assert.equal(freshnessText({}, now), 'No lines yet');
  assert.equal(freshnessText({ problem: 'timed out', newestLine: '2017-11-11T11:59:55Z' }, now), 'Kafka: timed out');
});

test('the ledger: every outcome in its order, unknown ones by their name', () => {
  assert.equal(ledgerText({ lines: 10_000, outcomes: { robot: 10, counted: 9000, new_outcome: 5 } }),
    '10,000 lines in = 9,000 counted + 10 robots + 5 new_outcome + ');
  assert.equal(ledgerText({ lines: 0, outcomes: {} }), '0 lines in = 0 counted + ');
});

test('the audit says how long ago it was', () => {
  const audit = { verdict: 'EXACT', at: '2017-11-08T12:00:00Z', lines: 20_000, counted: 15_000 };
  assert.equal(auditText(audit, now).text, 'Audited 3 days ago: EXACT');
  assert.equal(auditText(audit, now).state, 'good');
  assert.match(auditText(audit, now).hint, /^20,000 lines, 15,000 clicks: .* at 8 Nov 2017, \d\d:00\.$/);
  assert.deepEqual(auditText({ ...audit, verdict: 'DIFFERENT', at: '2017-11-11T11:59:00Z' }, now).text,
    'Audited 60 s ago: DIFFERENT, see coursepulse audit');
  assert.equal(auditText({ ...audit, verdict: 'DIFFERENT' }, now).state, 'bad');
  assert.equal(auditText(undefined, now).text, 'Not audited yet');
});

test('a day is final when it is over and no line is waiting', () => {
  assert.equal(finalityText('20171111', '20171111', 0).text, 'Day in progress');
  assert.deepEqual(finalityText('20171110', '20171111', 0).state, 'good');
  assert.equal(finalityText('20171110', '20171111', 0).text, 'Day is final');
  assert.equal(finalityText('20171110', '20171111', 7).text, 'Not final: lines are waiting');
  assert.equal(finalityText('20171110', '20171111', undefined).text, '', 'nothing is claimed of what is not known');
});
