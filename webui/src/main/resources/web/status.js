// Whether the numbers are live: the word in the header, and the notice when they are not.

import { timeOf } from './dates.js';
import { byId, putText } from './dom.js';
import { say } from './words.js';

/** There is no connection yet to the day that is requested. */
export function showConnecting() {
  show('connecting', say('connecting'));
}

/** The connection was lost at that time. */
export function showReconnecting(since) {
  show('reconnecting', say('reconnectingSince', { time: timeOf(since) }));
}

/** What the server says of the day: `{ state, since, reason, sources }`, the state being live, delayed or waiting. */
export function showFreshness({ state, since, reason, sources }) {
  const time = timeOf(new Date(since));
  byId('notice').hidden = state === 'live';
  switch (state) {
    case 'live':
      show(state, say('live'));
      break;
    case 'delayed':
      show(state, say('delayedSince', { time }));
      byId('notice').textContent = delayedText(sources);
      break;
    case 'waiting':
      show(state, say('waitingSince', { time }));
      byId('notice').textContent = say('waitingNotice', { reason });
      break;
  }
}

/** Since when each of the sources that the counts come from has not delivered: `{ source, since, reason }`. */
export function delayedText(sources) {
  return sources.map(({ source, since, reason }) =>
    say('delayedNotice', { source: say(`source_${source}`), time: timeOf(new Date(since)), reason })).join(' ');
}

function show(state, text) {
  const status = byId('status');
  status.dataset.state = state;
  putText(status.lastElementChild, text);
}
