// What time it is for the server: a browser's clock may be wrong, and the day on the page is the server's.

let ahead = 0;

/** Takes the server's time, as it came this instant. */
export function setServerTime(time) {
  ahead = Date.parse(time) - Date.now();
}

/** The time now. */
export function serverTime() {
  return new Date(Date.now() + ahead);
}
