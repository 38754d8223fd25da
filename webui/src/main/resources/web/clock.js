// The server's time: a browser's clock may be wrong, and the day on the page is the server's.

let offsetMs = 0;

/** Sets the server's time, which it sent just now. */
export function setServerTime(time) {
  offsetMs = Date.parse(time) - Date.now();
}

/** The current time by the server's clock. */
export function serverTime() {
  return new Date(Date.now() + offsetMs);
}
