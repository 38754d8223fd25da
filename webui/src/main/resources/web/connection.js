// The WebSocket to the server. It reconnects for as long as the page is open; every connection begins with a snapshot, so
// nothing that was missed meanwhile can stay missing. Within a connection messages are numbered, and a gap ends it.

const MIN_RETRY_MS = 500;
const MAX_RETRY_MS = 10_000;
// The server sends a heartbeat every 15 seconds; without one for so long, the connection is dead even if still open.
const SILENCE_TIMEOUT_MS = 40_000;

/** The numbers of the messages of one connection. */
export class Sequence {
  #last = -1;

  /** Whether nothing is missing before `message`. A heartbeat repeats the last number; some messages have none. */
  accepts({ type, seq }) {
    if (type === 'beat') {
      return seq === this.#last;
    }
    if (seq === undefined) {
      return true;
    }
    if (seq !== this.#last + 1) {
      return false;
    }
    this.#last = seq;
    return true;
  }
}

/**
 * Subscribes to a day's counts: `query` names day, course and engine; without a day it is today, also after midnight.
 *
 * `onMessage` is called with every message but heartbeats (snapshot, delta, standing, activity, trust, waiting),
 * `onDisconnect` with the time since when there is no connection. Returns a function that ends the subscription.
 */
export function subscribe(query, { onMessage, onDisconnect }) {
  const address = new URL(`/live?${query}`, location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

  let socket;
  let sequence;
  let disconnectedSince;
  let retryMs = MIN_RETRY_MS;
  let retryTimer;
  let silenceTimer;
  let isEnded = false;

  function open() {
    clearTimeout(retryTimer);
    sequence = new Sequence();
    const opened = new WebSocket(address);
    socket = opened;
    opened.onmessage = ({ data }) => opened === socket && receive(JSON.parse(data));
    opened.onclose = () => opened === socket && retry();
    watchForSilence();
  }

  function receive(message) {
    watchForSilence();
    if (!sequence.accepts(message)) {
      reconnect();
      return;
    }
    if (message.type === 'beat') {
      return;
    }
    disconnectedSince = undefined;
    retryMs = MIN_RETRY_MS;
    onMessage(message);
  }

  function reconnect() {
    const old = socket;
    retry();
    old.close();
  }

  function retry() {
    socket = undefined;
    clearTimeout(silenceTimer);
    if (isEnded) {
      return;
    }
    disconnectedSince ??= new Date();
    onDisconnect(disconnectedSince);
    // With jitter, or all browsers would come back to a restarted server in the same instant.
    retryTimer = setTimeout(open, retryMs * (0.5 + Math.random() / 2));
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
  }

  function watchForSilence() {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(reconnect, SILENCE_TIMEOUT_MS);
  }

  // The page is visible again, or the network is back: no reason to wait for the timer.
  function retryNow() {
    if (socket === undefined && !isEnded && document.visibilityState === 'visible') {
      retryMs = MIN_RETRY_MS;
      open();
    }
  }

  addEventListener('online', retryNow);
  document.addEventListener('visibilitychange', retryNow);
  open();

  return () => {
    isEnded = true;
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
    removeEventListener('online', retryNow);
    document.removeEventListener('visibilitychange', retryNow);
    const old = socket;
    socket = undefined;
    old?.close();
  };
}
