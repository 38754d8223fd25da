import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setServerTime } from '../../main/resources/web/clock.js';
import { State } from '../../main/resources/web/state.js';

function created(requested = {}) {
  const requests = [];
  const state = new State(requested, (request) => requests.push(request));
  state.today = '20171111';
  return { state, requests };
}

test('a filter is set, and removed by choosing its value again', () => {
  const { state, requests } = created({ day: '20171110' });
  state.toggleFilter('course', '112');
  assert.ok(state.isFiltered);
  state.toggleFilter('course', '113');
  state.toggleFilter('course', '113');
  assert.ok(!state.isFiltered);
  assert.deepEqual(requests.map(({ day, course }) => [day, course]),
    [['20171110', '112'], ['20171110', '113'], ['20171110', undefined]]);
});

test('today has no day in the address, so that it moves on at midnight', () => {
  const { state, requests } = created({ course: '112', compare: '20171104' });
  state.requestDay('20171110');
  state.requestDay('20171111');
  assert.deepEqual(requests, [
    { course: '112', day: '20171110', compare: undefined }, { course: '112', day: undefined, compare: undefined },
  ]);
});

test('comparing stays off from day to day', () => {
  const { state, requests } = created({ compare: 'none' });
  state.requestDay('20171110');
  assert.equal(requests[0].compare, 'none');
});

test('minutes have passed by the clock of the server today, and all of them on other days', () => {
  const { state } = created();
  setServerTime('2017-11-11T04:00:30Z');
  state.counts = { day: '20171111', zone: 'Asia/Shanghai' };
  assert.equal(state.elapsedMinutes(), 12 * 60);
  state.counts = { day: '20171110', zone: 'Asia/Shanghai' };
  assert.equal(state.elapsedMinutes(), 1440);
});
