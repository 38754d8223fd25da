import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counts } from '../../main/resources/web/counts.js';
import { exportPath } from '../../main/resources/web/exports.js';
import { limitRows, panelModel, searchClicks } from '../../main/resources/web/panel-model.js';
import { course, dimensions, keyword, protocol, region, search, snapshot } from './descriptors.js';

function state({ requested = {}, counts = snapshot(), compared } = {}) {
  return {
    requested,
    counts: new Counts(dimensions, counts),
    compared: compared === undefined ? undefined : new Counts(dimensions, compared),
    isFiltered: requested.course !== undefined || requested.engine !== undefined,
  };
}

const modelOf = (dimension, given) => panelModel(dimension, dimensions, state(given));

test('a dimension that no module mentions has its rows, with shares of all clicks', () => {
  const model = modelOf(protocol);
  assert.deepEqual(model.rows, [{ name: 'HTTP/1.1', clicks: 80 }, { name: 'HTTP/2', clicks: 20 }]);
  assert.equal(model.whole, 100);
  assert.equal(model.isEmpty, false);
  assert.equal(model.selected, undefined);
  assert.equal(model.before, undefined);
});

test('shares of what not every visit has are of the clicks from search', () => {
  assert.equal(modelOf(search).whole, 40);
  assert.equal(modelOf(keyword).whole, 40);
  assert.equal(searchClicks(dimensions, state().counts), 40);
});

test('filtered by a course, shares of courses are of all of them, others of the course', () => {
  const filtered = { requested: { course: '2' }, counts: snapshot({ total: 30 }) };
  assert.equal(modelOf(course, filtered).whole, 100);
  assert.equal(modelOf(course, filtered).selected, '2');
  assert.equal(modelOf(region, filtered).whole, 30);
});

test('what is not counted by search engine has no rows', () => {
  const model = modelOf(region, { requested: { engine: 'baidu' }, counts: snapshot({ regions: undefined }) });
  assert.equal(model.rows, undefined);
  assert.equal(model.isEmpty, true);
});

test('clicks of the other day are shown only when a visitor has chosen one', () => {
  const compared = snapshot({ day: '20171104', protocols: [{ protocol: 'HTTP/2', clicks: 5 }] });
  assert.equal(modelOf(protocol, { compared }).before, undefined);
  const { before } = modelOf(protocol, { compared, requested: { compare: '20171104' } });
  assert.equal(before('HTTP/2'), 5);
  assert.equal(before('HTTP/1.1'), 0);
});

test('the selected row stays in sight beyond the limit', () => {
  const rows = ['a', 'b', 'c', 'd'].map((name) => ({ name, clicks: 1 }));
  const names = (limit, selected) => limitRows(rows, limit, selected).map(({ name }) => name).join('');
  assert.equal(names(2), 'ab');
  assert.equal(names(2, 'b'), 'ab');
  assert.equal(names(2, 'd'), 'abd');
  assert.equal(names(2, 'gone'), 'ab');
  assert.equal(names(Infinity, 'a'), 'abcd');
});

test('exports go through the filter as far as the list is counted by it', () => {
  const requested = { course: '112', engine: 'baidu', compare: '20171104' };
  assert.equal(exportPath(search, '20171111', requested, 'csv'),
    '/api/v1/days/20171111/engines?course=112&engine=baidu&format=csv');
  assert.equal(exportPath(protocol, '20171111', requested, 'json'),
    '/api/v1/days/20171111/protocols?course=112&format=json');
});
