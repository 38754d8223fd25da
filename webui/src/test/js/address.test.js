import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, queryOf } from '../../main/resources/web/address.js';

test('an empty address asks for the defaults', () => {
  assert.deepEqual(parse(''), { day: undefined, course: undefined, engine: undefined, compare: undefined });
});

test('an address is read back as it was written', () => {
  const requested = { day: '20171111', course: '大数据 & more', engine: 'baidu', compare: '20171110' };
  assert.deepEqual(parse(`?${queryOf(requested)}`), requested);
  assert.equal(parse('?compare=none').compare, 'none');
});

test('parts that are not valid are ignored', () => {
  for (const day of ['2017-11-11', '20171131', '20170229', '', 'none', '201711111']) {
    assert.equal(parse(`?day=${day}`).day, undefined, day);
  }
  assert.equal(parse('?day=20160229').day, '20160229');
  assert.equal(parse('?compare=yesterday').compare, undefined);
  assert.equal(parse('?course=%20').course, undefined);
  assert.equal(parse(`?engine=${'x'.repeat(65)}`).engine, undefined);
});

test('defaults are left out of the query', () => {
  assert.equal(queryOf({ day: undefined, course: '112', engine: undefined }), 'course=112');
});
