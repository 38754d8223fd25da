// Requests to the REST interface.

/** An error status of the server, with the reason it gives. */
export class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The response to a GET as an object; throws an `HttpError`, or what `fetch` throws if the server cannot be reached. */
export function get(path) {
  return request(path);
}

/** Sends `body` as JSON, or `text` unchanged, and returns the response as an object; throws as `get` does. */
export async function request(path, { method = 'GET', body, text, token } = {}) {
  const headers = {};
  if (body !== undefined || text !== undefined) {
    headers['Content-Type'] = text === undefined ? 'application/json' : 'text/plain; charset=utf-8';
  }
  if (token !== undefined && token !== '') {
    headers.Authorization = `Bearer ${token}`;
  }
  const response = await fetch(path, { method, headers, body: text ?? (body === undefined ? undefined : JSON.stringify(body)) });
  const content = await response.text();
  let json;
  try {
    json = content === '' ? {} : JSON.parse(content);
  } catch {
    json = {};
  }
  if (!response.ok) {
    throw new HttpError(response.status, json.error?.message ?? response.statusText);
  }
  return json;
}
