import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pulse } from '../../main/resources/web/pulse.js';

const pulse = () => new Pulse({ querySelector: () => ({ setAttribute() {} }) });

test('the rate is the average of the last half minute, once three seconds are known', () => {
  const shown = pulse();
  [100, 104, 108].forEach((total) => shown.tick(total));
  assert.equal(shown.rate(), undefined);
  shown.tick(112);
  assert.equal(shown.rate(), 4);
  for (let i = 1; i <= 100; i++) {
    shown.tick(112 + i);
  }
  assert.equal(shown.rate(), 1);
  shown.reset();
  assert.equal(shown.rate(), undefined);
});
