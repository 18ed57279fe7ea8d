// Calls of the server's API.
const PATIENCE = 4000;

/** The server did not answer, or something else did in its place. */
export class Unreachable extends Error {}

/** The server answered that it does not do that, and why. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(`${status} ${problem.code ?? ''}`);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

let heard = () => {};

/** Has `listener` told after every call whether the server answered. */
export function onContact(listener) {
  heard = listener;
}

export async function call(method, path, {json, picture, within = PATIENCE} = {}) {
  const headers = {Accept: 'application/json'};
  let body;
  if (json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(json);
  } else if (picture !== undefined) {
    headers['Content-Type'] = picture.type;
    body = picture;
  }
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), within);
  try {
    const response = await fetch(path, {
      method,
      headers,
      body,
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: ending.signal,
    });
    const answer = await response.text();
    const parsed = answer === '' ? {} : JSON.parse(answer); // a Wi-Fi's login page is no answer of the server's
    if (response.status === 502 || response.status === 504) {
      throw new Unreachable();
    }
    heard(true);
    if (!response.ok) {
      throw new Refused(response.status, parsed, Number(response.headers.get('Retry-After') ?? 0));
    }
    return parsed;
  } catch (failed) {
    if (failed instanceof Refused) {
      throw failed;
    }
    heard(false);
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
}

export function newScan() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  // Only HTTPS addresses and localhost have that.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [8, 4, 4, 4, 12].map(((from) => (length) => hex.slice(from, (from += length)))(0)).join('-');
}
