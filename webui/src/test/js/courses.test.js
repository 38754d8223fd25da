import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCourses } from '../../main/resources/web/course-panel.js';
import { emptyText, labelOf, setCourseTitles } from '../../main/resources/web/values.js';
import { keyword, protocol, search } from './descriptors.js';

const rows = [{ name: '112', clicks: 9 }, { name: '20', clicks: 5 }, { name: '3', clicks: 5 }];
const names = (text, order, gainOf = () => 0) => findCourses(rows, text, order, gainOf).map(({ name }) => name).join(' ');

test('courses are found by id and by title, whatever the case', () => {
  setCourseTitles({ 112: 'Storm in depth', 20: 'Kafka' });
  assert.equal(names('', 'clicks'), '112 20 3');
  assert.equal(names(' STORM ', 'clicks'), '112');
  assert.equal(names('2', 'clicks'), '112 20');
  assert.equal(names('no such course', 'clicks'), '');
});

test('courses are ordered by id, or by how much they rose', () => {
  assert.equal(names('', 'name'), '3 20 112');
  assert.equal(names('', 'trend', (course) => ({ 3: 4, 112: -2 })[course] ?? 0), '3 20 112');
});

test('a value is called what the catalogue or the language calls it, or itself', () => {
  assert.deepEqual(labelOf('course', '112'), { text: 'Storm in depth', hint: '112' });
  assert.deepEqual(labelOf('course', '9'), { text: '9' });
  assert.deepEqual(labelOf('region', 'CN-GD'), { text: 'Guangdong' });
  assert.deepEqual(labelOf('device', 'Phone'), { text: 'Phone' });
  assert.deepEqual(labelOf('protocol', 'HTTP/2'), { text: 'HTTP/2' });
});

test('an empty panel says what there is none of', () => {
  assert.equal(emptyText(search), 'No clicks from search engines on this day.');
  assert.equal(emptyText(keyword), 'No search keywords on this day.');
  assert.equal(emptyText(protocol), 'No clicks on this day.');
  assert.equal(emptyText({ ...protocol, everyVisit: false }), 'No data for this day.');
});
