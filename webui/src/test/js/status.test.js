import assert from 'node:assert/strict';
import test from 'node:test';

const { delayedText } = await import('../../main/resources/web/status.js');

test('a delay says of each source since when', () => {
  const text = delayedText([
    { source: 'kafka', since: '2017-11-11T11:59:55Z', reason: 'Kafka is gone' },
    { source: 'store', since: '2017-11-11T12:00:05Z', reason: 'it does not answer' },
  ]);

  assert.match(text, /^Kafka: .* since .*: Kafka is gone\. Store: .* since .*: it does not answer\.$/);
});
