// The line to the server. It reconnects for ever; every connection begins with a snapshot, so nothing that was missed
// meanwhile can stay missing. Within a connection every message is numbered, and a gap ends the connection.

const FIRST_RETRY_MS = 500;
const SLOWEST_RETRY_MS = 10_000;
// The server gives a sign of life every 15 seconds; a line without any is dead, even if nobody has said so.
const SILENCE_MS = 40_000;

/**
 * Follows a day's counts: `query` names day, course and engine; without a day it is today, also after midnight.
 *
 * `heard` is called with every message (snapshot, delta, standing, activity, trust, waiting), `lost` with the time since
 * when there is no connection. Returns a function that ends it.
 */
export function follow(query, { heard, lost }) {
  const address = new URL(`/live?${query}`, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

  let socket;
  let seq;
  let lostSince;
  let retryMs = FIRST_RETRY_MS;
  let retryTimer;
  let silenceTimer;
  let ended = false;

  function open() {
    clearTimeout(retryTimer);
    seq = -1;
    const opened = new WebSocket(address);
    socket = opened;
    opened.onmessage = ({ data }) => opened === socket && receive(JSON.parse(data));
    opened.onclose = () => opened === socket && retry();
    watchForSilence();
  }

  function receive(message) {
    watchForSilence();
    if (message.type === 'beat') {
      if (message.seq !== seq) {
        again();
      }
      return;
    }
    if (message.seq !== undefined) {
      if (message.seq !== seq + 1) {
        again();
        return;
      }
      seq = message.seq;
    }
    lostSince = undefined;
    retryMs = FIRST_RETRY_MS;
    heard(message);
  }

  function again() {
    const old = socket;
    retry();
    old.close();
  }

  function retry() {
    socket = undefined;
    clearTimeout(silenceTimer);
    if (ended) {
      return;
    }
    lostSince ??= new Date();
    lost(lostSince);
    // Spread out, or all browsers of a restarted server would be back in the same instant.
    retryTimer = setTimeout(open, retryMs * (0.5 + Math.random() / 2));
    retryMs = Math.min(retryMs * 2, SLOWEST_RETRY_MS);
  }

  function watchForSilence() {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(again, SILENCE_MS);
  }

  // Somebody looks again, or the network is back: no reason to wait any longer.
  function wake() {
    if (socket === undefined && !ended && document.visibilityState === 'visible') {
      retryMs = FIRST_RETRY_MS;
      open();
    }
  }

  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  open();

  return () => {
    ended = true;
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', wake);
    const old = socket;
    socket = undefined;
    old?.close();
  };
}
