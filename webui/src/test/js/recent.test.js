import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortestFirst, trendWindow, windowHint, windowLength } from '../../main/resources/web/recent.js';

const to = '2017-11-11T15:50:00Z';
const minute = { window: '1m', from: '2017-11-11T15:49:00Z', to, late: 0, filling: false, beforeFilling: false, clocksAhead: [] };
const tenMinutes = { ...minute, window: '10m', from: '2017-11-11T15:40:00Z' };

test('trends are of the longest window that has a whole one before it', () => {
  assert.deepEqual(shortestFirst([tenMinutes, minute]), [minute, tenMinutes]);
  assert.equal(trendWindow([tenMinutes, minute]), tenMinutes);
  assert.equal(trendWindow([{ ...tenMinutes, beforeFilling: true }, minute]), minute);
  assert.equal(trendWindow([{ ...minute, beforeFilling: true }]), undefined);
  assert.equal(trendWindow([]), undefined);
});

test('lengths of windows are in words if they are understood', () => {
  assert.equal(windowLength('10m'), '10 min');
  assert.equal(windowLength('90s'), '90 sec');
  assert.equal(windowLength('<b>'), '<b>');
});

test('the hint says why there is nothing, and what is special about a window', () => {
  assert.equal(windowHint(undefined, { following: false, problem: 'Kafka is gone' }), 'Recent activity is not available: Kafka is gone');
  assert.equal(windowHint(undefined, { following: true }), 'No activity yet: the topology "activity" may not be running.');
  assert.equal(windowHint({ ...tenMinutes, filling: true, late: 1200 }, { following: true }, 'Asia/Shanghai'),
    'until 23:50:00 · less than 10 min of data so far · 1,200 arrived too late for their window');
});

test('the hint says whose clock is ahead', () => {
  const clocksAhead = [{ partition: 0, millis: 2900 }, { partition: 3, millis: 61000 }];
  assert.equal(windowHint({ ...minute, clocksAhead }, { following: true }, 'Asia/Shanghai'),
    'until 23:50:00 · a web server’s clock is ahead: by 3 sec in partition 0, by 61 sec in partition 3');
});
