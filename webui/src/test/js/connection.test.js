import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sequence } from '../../main/resources/web/connection.js';

const accepted = (...messages) => {
  const sequence = new Sequence();
  return messages.map((message) => sequence.accepts(message));
};

test('messages in their order are accepted', () => {
  assert.deepEqual(accepted({ type: 'snapshot', seq: 0 }, { type: 'delta', seq: 1 }, { type: 'beat', seq: 1 }, { type: 'delta', seq: 2 }),
    [true, true, true, true]);
});

test('a gap is noticed, whether by the next message or by a heartbeat', () => {
  assert.deepEqual(accepted({ type: 'snapshot', seq: 0 }, { type: 'delta', seq: 2 }), [true, false]);
  assert.deepEqual(accepted({ type: 'snapshot', seq: 0 }, { type: 'beat', seq: 1 }), [true, false]);
  assert.deepEqual(accepted({ type: 'snapshot', seq: 0 }, { type: 'snapshot', seq: 0 }), [true, false]);
});

test('messages without a number are always accepted', () => {
  assert.deepEqual(accepted({ type: 'waiting' }, { type: 'snapshot', seq: 0 }), [true, true]);
});
