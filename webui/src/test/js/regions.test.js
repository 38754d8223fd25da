import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byMap, regionName } from '../../main/resources/web/regions.js';

const rows = [
  { name: 'CN-GD', clicks: 60 }, { name: 'US', clicks: 30 }, { name: 'CN-BJ', clicks: 20 }, { name: 'HK', clicks: 10 },
  { name: 'ZZ', clicks: 1 },
];

test('the map of China has its regions only', () => {
  const { areas, rows: table } = byMap(rows, 'china');
  assert.deepEqual(Object.fromEntries(areas), { 'CN-GD': 60, 'CN-BJ': 20, HK: 10 });
  assert.deepEqual(table.map(({ name }) => name), ['CN-GD', 'CN-BJ', 'HK']);
});

test('the map of the world sums up by area, its table by country', () => {
  const { areas, rows: table } = byMap(rows, 'world');
  assert.deepEqual(Object.fromEntries(areas), { CN: 90, US: 30, ZZ: 1 });
  assert.deepEqual(table, [
    { name: 'CN', clicks: 80 }, { name: 'US', clicks: 30 }, { name: 'HK', clicks: 10 }, { name: 'ZZ', clicks: 1 },
  ]);
});

test('an unknown code stays as it is', () => {
  assert.equal(regionName('CN-GD'), 'Guangdong');
  assert.equal(regionName('US'), 'United States');
  assert.equal(regionName('ZZ'), 'Unknown');
  assert.equal(regionName('CN-XX'), 'CN-XX');
  assert.equal(regionName('<script>'), '<script>');
});
