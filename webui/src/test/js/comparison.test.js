import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeText, comparedDay, Comparison, comparisonOption } from '../../main/resources/web/comparison.js';
import { Counts } from '../../main/resources/web/counts.js';
import { dimensions, snapshot } from './descriptors.js';

const other = (changes) => snapshot({ day: '20171110', ...changes });

function state(compared, { isToday = false, elapsed = 1440, counts = snapshot() } = {}) {
  return {
    counts: new Counts(dimensions, counts),
    compared: compared && new Counts(dimensions, compared),
    isToday,
    elapsedMinutes: () => elapsed,
  };
}

test('the day to compare with, and the option that stands for it', () => {
  assert.equal(comparedDay(undefined, '20171101'), '20171031');
  assert.equal(comparedDay('20170101', '20171101'), '20170101');
  assert.equal(comparedDay('none', '20171101'), undefined);
  assert.equal(comparisonOption(undefined, '20171111'), 'yesterday');
  assert.equal(comparisonOption('20171104', '20171111'), 'week');
  assert.equal(comparisonOption('20171110', '20171111'), 'date');
  assert.equal(comparisonOption('none', '20171111'), 'none');
});

test('a day that is over is compared as a whole', () => {
  assert.deepEqual(changeText(state(other({ total: 80 }))), { trend: 'up', text: '+25% against 10 Nov' });
  assert.deepEqual(changeText(state(other({ total: 200 }))), { trend: 'down', text: '-50% against 10 Nov' });
  assert.deepEqual(changeText(state(other({ total: 100 }))), { trend: 'even', text: '0% against 10 Nov' });
  assert.deepEqual(changeText(state(other({ total: 0 }))), { trend: 'even', text: 'no clicks on 10 Nov' });
});

test('today is compared until the same minute', () => {
  const minutes = { 0: new Array(60).fill(2), 23: new Array(60).fill(1000) };
  assert.deepEqual(changeText(state(other({ minutes }), { isToday: true, elapsed: 30 })),
    { trend: 'down', text: '-50% against 10 Nov until 00:30' });
});

test('nothing is said without another day, or while its minutes are not known', () => {
  assert.equal(changeText(state(undefined)).text, '');
  assert.equal(changeText(state(other({ minutes: undefined }), { isToday: true })).text, '');
});

test('the other day is loaded once for a day and filter, and again after a failure', async (t) => {
  const paths = [];
  let fails = false;
  t.mock.method(globalThis, 'fetch', async (path) => {
    paths.push(path);
    return fails ? new Response('{}', { status: 503 }) : new Response(JSON.stringify(other()));
  });
  const shown = { ...state(undefined), requested: { course: '1' } };
  let changes = 0;
  const comparison = new Comparison(dimensions, shown, () => { changes += 1; });

  await comparison.update();
  await comparison.update();
  assert.deepEqual(paths, ['/api/v1/days/20171110?course=1']);
  assert.equal(shown.compared.day, '20171110');
  assert.equal(changes, 1);

  shown.requested = { compare: '20171104' };
  fails = true;
  await comparison.update();
  assert.equal(shown.compared, undefined);
  fails = false;
  await comparison.update();
  assert.equal(paths.length, 3);
  assert.notEqual(shown.compared, undefined);

  shown.requested = { compare: 'none' };
  await comparison.update();
  assert.equal(shown.compared, undefined);
  assert.equal(paths.length, 3);
});
