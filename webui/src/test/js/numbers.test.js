import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, duration, inChange, inDigits, inPercent, inSeconds, inUnit } from '../../main/resources/web/numbers.js';

test('numbers and shares', () => {
  assert.equal(inDigits(1234567), '1,234,567');
  assert.equal(inPercent(1, 8), '12.5%');
  assert.equal(inPercent(0, 0), '0.0%');
});

test('a change has its sign; there is none against nothing', () => {
  assert.equal(inChange(112, 100), '+12%');
  assert.equal(inChange(88, 100), '-12%');
  assert.equal(inChange(100, 100), '0%');
  assert.equal(inChange(5, 0), undefined);
});

test('durations', () => {
  assert.equal(inSeconds(151.25), '151 ms');
  assert.equal(inSeconds(1234), '1.2 sec');
  assert.equal(inUnit('10', 'minute'), '10 min');
  assert.equal(duration(90_061), '1d 1h');
  assert.equal(duration(61), '1m 1s');
  assert.equal(duration(0), '0d 0h');
});

test('ago: seconds, then minutes, hours and days from two of each on', () => {
  const now = new Date('2017-11-11T12:00:00Z');
  const before = (seconds) => new Date(now - seconds * 1000);
  assert.equal(ago(before(5), now), '5 s ago');
  assert.equal(ago(before(119), now), '119 s ago');
  assert.equal(ago(before(120), now), '2 min ago');
  assert.equal(ago(before(7200), now), '2 h ago');
  assert.equal(ago(before(172_800), now), '2 days ago');
  assert.equal(ago(before(-3), now), '0 s ago', 'a time that is ahead of the clock');
});
