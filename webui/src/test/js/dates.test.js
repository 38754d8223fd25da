import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  inShort, inWords, lineTimeOf, minuteInDigits, minuteOfDay, ofInput, plus, toInput,
} from '../../main/resources/web/dates.js';

test('days are written as date inputs have them, and read back', () => {
  assert.equal(toInput('20171111'), '2017-11-11');
  assert.equal(ofInput('2017-11-11'), '20171111');
  assert.equal(ofInput(''), undefined);
});

test('days are added across months, years and leap days', () => {
  assert.equal(plus('20171231', 1), '20180101');
  assert.equal(plus('20160301', -1), '20160229');
  assert.equal(plus('20171111', -7), '20171104');
});

test('days in words do not depend on the zone of the browser', () => {
  assert.match(inWords('20171111'), /^Saturday,? 11 November 2017$/);
  assert.equal(inShort('20171111'), '11 Nov');
});

test('minutes of the day go by the zone whose days are counted', () => {
  assert.equal(minuteOfDay('Asia/Shanghai', new Date('2017-11-11T15:50:30Z')), 23 * 60 + 50);
  assert.equal(minuteOfDay('Asia/Shanghai', new Date('2017-11-11T16:00:00Z')), 0);
  assert.equal(minuteOfDay('Asia/Kolkata', new Date('2017-11-11T00:00:00Z')), 5 * 60 + 30);
  assert.equal(minuteInDigits(843), '14:03');
});

test('the time in the lines is that of their zone', () => {
  assert.equal(lineTimeOf(new Date('2017-11-11T15:50:00Z'), 'Asia/Shanghai'), '23:50:00');
});
