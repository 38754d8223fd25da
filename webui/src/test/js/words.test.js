import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { say, texts } from '../../main/resources/web/words.js';

const web = new URL('../../main/resources/web/', import.meta.url);

test('both languages have the same texts with the same values', () => {
  assert.deepEqual(Object.keys(texts.zh).sort(), Object.keys(texts.en).sort());
  const values = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const name of Object.keys(texts.en)) {
    assert.deepEqual(values(texts.zh[name]), values(texts.en[name]), name);
  }
});

test('every text is used', () => {
  const sources = readdirSync(web).filter((file) => /\.(js|html)$/.test(file) && file !== 'words.js')
    .map((file) => readFileSync(new URL(file, web), 'utf8')).join('\n');
  // audit_EXACT, filter_course: the second half is a value.
  const isUsed = (name) => new RegExp(`['"]${name}['"]|\`${name.replace(/_.*/, '_')}\\$`).test(sources);
  assert.deepEqual(Object.keys(texts.en).filter((name) => !isUsed(name)), []);
});

test('values are put into a text as they are', () => {
  assert.equal(say('filter_course', { name: '<b>$&' }), 'Course <b>$&');
});

test('the language is the first that the browser prefers', async () => {
  const { navigator } = globalThis;
  try {
    globalThis.navigator = { languages: ['zh-TW', 'en'] };
    const chinese = await import('../../main/resources/web/words.js?chinese');
    assert.equal(chinese.language, 'zh');
    assert.equal(chinese.say('today'), '今天');
    globalThis.navigator = { languages: ['fr', 'zh'] };
    assert.equal((await import('../../main/resources/web/words.js?french')).language, 'en');
  } finally {
    globalThis.navigator = navigator;
  }
});
