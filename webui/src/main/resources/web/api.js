// Asking the server by REST.

/** What the server answered instead of what was asked for. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The answer to a GET as an object; throws a `Refusal` that says why not. */
export function get(path) {
  return ask(path, {});
}

/** Sends `body` as JSON, or `text` as it is; throws a `Refusal` that says why not. */
export async function ask(path, { method = 'GET', body, text, token } = {}) {
  const headers = {};
  if (body !== undefined || text !== undefined) {
    headers['Content-Type'] = text === undefined ? 'application/json' : 'text/plain; charset=utf-8';
  }
  if (token !== undefined && token !== '') {
    headers.Authorization = `Bearer ${token}`;
  }
  const answer = await fetch(path, { method, headers, body: text ?? (body === undefined ? undefined : JSON.stringify(body)) });
  const answered = await answer.text();
  let json;
  try {
    json = answered === '' ? {} : JSON.parse(answered);
  } catch {
    json = {};
  }
  if (!answer.ok) {
    throw new Refusal(answer.status, json.error?.message ?? answer.statusText);
  }
  return json;
}
