import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../errors/gateway-error.js';

/** JSON values: each takes some hundred bytes when parsed, however short its text. A large mutation has a thousand. */
const MAX_VALUES = 10_000;

const NOT_UTF8 = new GatewayError('BAD_USER_INPUT', { message: 'The request is not text in UTF-8.' });
const LONE_SURROGATE = new GatewayError('BAD_USER_INPUT', { message: 'The request has half a surrogate pair in it.' });
const TOO_MANY_VALUES = new GatewayError('OPERATION_LIMIT_EXCEEDED', {
  message: `The variables of a request have at most ${MAX_VALUES} values.`,
});

/** A surrogate pair, a lone surrogate, or any other escape. */
const ESCAPES = /\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u[dD][89a-fA-F]..|.)/gs;
const LONE_LENGTH = '\\ud800'.length;

/**
 * The text of a JSON body, before parsing.
 *
 * @throws GatewayError for invalid Unicode, and for too many values
 */
export function textOfBody(body: Buffer): string {
  if (!isUtf8(body)) throw NOT_UTF8;
  if (body.length > MAX_VALUES && countValues(body) > MAX_VALUES) throw TOO_MANY_VALUES;
  const text = body.toString();
  if (hasLoneSurrogate(text)) throw LONE_SURROGATE;
  return text;
}

/** @throws GatewayError when the decoded URL, including JSON in it, contains invalid Unicode */
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

/** An upper bound. */
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
