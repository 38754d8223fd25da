import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byName, Counts, ranked } from '../../main/resources/web/counts.js';
import { course, dimensions, keyword, protocol, region, search, snapshot } from './descriptors.js';

test('a snapshot gives the rows of every dimension, most clicks first', () => {
  const counts = new Counts(dimensions, snapshot());
  assert.equal(counts.total, 100);
  assert.deepEqual(counts.rows(region).map(({ name }) => name), ['CN-GD', 'US', 'HK']);
  assert.deepEqual(counts.rows(protocol), [{ name: 'HTTP/1.1', clicks: 80 }, { name: 'HTTP/2', clicks: 20 }]);
  assert.equal(counts.clicksOf(search, 'baidu'), 25);
  assert.equal(counts.clicksOf(search, 'unknown'), 0);
  assert.equal(counts.sumOf(search), 40);
});

test('a delta replaces what it names and leaves the rest', () => {
  const counts = new Counts(dimensions, snapshot());
  counts.take({ total: 103, courses: [{ course: '2', clicks: 33, hours: { 5: 9 } }], protocols: [{ protocol: 'HTTP/3', clicks: 3 }] });
  assert.equal(counts.total, 103);
  assert.equal(counts.clicksOf(course, '1'), 70);
  assert.equal(counts.clicksOf(course, '2'), 33);
  assert.equal(counts.clicksOf(protocol, 'HTTP/3'), 3);
  assert.equal(counts.sumOf(search), 40);
});

test('hours of a course: a snapshot has all, a delta those that changed', () => {
  const counts = new Counts(dimensions, snapshot());
  assert.deepEqual(counts.hoursOf('1'), new Array(24).fill(1));
  assert.equal(counts.hoursOf('2'), undefined);
  counts.take({ courses: [{ course: '1', clicks: 71, hours: { 23: 8 } }, { course: '2', clicks: 31, hours: { 0: 2 } }] });
  assert.equal(counts.hoursOf('1')[23], 8);
  assert.equal(counts.hoursOf('1')[22], 1);
  assert.deepEqual(counts.hoursOf('2').slice(0, 2), [2, 0]);
});

test('minutes are of the whole day; those of an hour are replaced together', () => {
  const counts = new Counts(dimensions, snapshot());
  const minutes = counts.minutes();
  assert.equal(minutes.length, 1440);
  assert.equal(minutes[0], 1);
  assert.equal(minutes[60], 0);
  assert.equal(minutes[1439], 40);
  counts.take({ minutes: { 0: new Array(60).fill(7) } });
  assert.equal(counts.minutes()[59], 7);
  assert.equal(counts.minutes()[1439], 40);
});

test('a list that the snapshot has not is not counted, also if a delta names it', () => {
  const counts = new Counts(dimensions, snapshot({ keywords: undefined, minutes: undefined }));
  assert.equal(counts.rows(keyword), undefined);
  counts.take({ keywords: [{ keyword: 'late', clicks: 1 }] });
  assert.equal(counts.rows(keyword), undefined);
  assert.equal(counts.sumOf(keyword), 0);
  assert.equal(counts.minutes(), undefined);
});

test('rows with equal clicks are ordered by name, numbers by their value', () => {
  assert.deepEqual(ranked(new Map([['10', 1], ['9', 1], ['b', 2]])).map(({ name }) => name), ['b', '9', '10']);
  assert.ok(byName({ name: 'course 9' }, { name: 'course 10' }) < 0);
});
