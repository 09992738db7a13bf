import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../errors/gateway-error.js';

/** Of JSON: each takes some hundred bytes once it is parsed, however short it is as a text. A large mutation has a thousand. */
const MAX_VALUES = 10_000;

const NOT_UTF8 = new GatewayError('BAD_USER_INPUT', { message: 'The request is not text in UTF-8.' });
const LONE_SURROGATE = new GatewayError('BAD_USER_INPUT', { message: 'The request has half a surrogate pair in it.' });
const TOO_MANY_VALUES = new GatewayError('OPERATION_LIMIT_EXCEEDED', {
  message: `The variables of a request have at most ${MAX_VALUES} values.`,
});

/** A surrogate pair, a surrogate on its own, any other escape. */
const ESCAPES = /\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|.)/gs;
const LONE_LENGTH = '\\ud800'.length;

/**
 * The text of a body of JSON, before it is parsed.
 *
 * @throws GatewayError when it has characters that Unicode has not, or more values than are worth the memory
 */
export function textOfBody(body: Buffer): string {
  if (!isUtf8(body)) throw NOT_UTF8;
  if (body.length > MAX_VALUES && countValues(body) > MAX_VALUES) throw TOO_MANY_VALUES;
  const text = body.toString();
  if (hasLoneSurrogate(text)) throw LONE_SURROGATE;
  return text;
}

/** @throws GatewayError when what is encoded in the URL, JSON included, has characters that Unicode has not */
export function checkUrl(url: string): void {
  if (!url.includes('%')) return;
  let text: string;
  try {
    text = decodeURIComponent(url);
  } catch {
    throw NOT_UTF8;
  }
  if (hasLoneSurrogate(text)) throw LONE_SURROGATE;
}

function hasLoneSurrogate(json: string): boolean {
  if (!json.includes('\\u')) return false;
  for (const [escape] of json.matchAll(ESCAPES)) if (escape.length === LONE_LENGTH) return true;
  return false;
}

const [QUOTE, BACKSLASH] = Buffer.from('"\\');
const BEGINNINGS: ReadonlySet<number | undefined> = new Set(Buffer.from(',[{'));

/** As many as there are at most. */
function countValues(json: Buffer): number {
  let values = 1;
  let inString = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (byte === QUOTE) inString = !inString;
    else if (!inString) values += BEGINNINGS.has(byte) ? 1 : 0;
    else if (byte === BACKSLASH) index++;
  }
  return values;
}
