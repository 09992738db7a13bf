import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/errors/error-code.js';

/** Answers wrongly. @param good what the right answer would have: in many kinds it is there, so that one check alone can tell */
export type Strike = (response: ServerResponse, good: Buffer) => void;

/** Longer bodies are too long in all tests with these kinds, and good ones are shorter. */
export const MAX_BYTES = 200_000;

/** No word of upstream's, not even of its headers, is ever to be seen by a caller, or in a log. */
const SECRET = 'SECRET';

/** Redirects lead there, by another name of the same machine: nobody is to follow. */
export const ELSEWHERE = '/elsewhere';

const OK = 'HTTP/1.1 200 OK\r\n';

const raw =
  (text: (good: Buffer) => string, end = true): Strike =>
  ({ socket }, good) => {
    socket?.write(text(good));
    if (end) socket?.end();
  };

const sent = (status: number, headers: Record<string, string> = {}, change = (good: Buffer) => good): Strike => {
  return (response, good) => {
    const body = change(good);
    const length = { 'content-length': String(body.length), ...headers };
    response
      .on('error', () => undefined)
      .writeHead(status, SECRET, status === 204 ? {} : length)
      .end(status === 204 ? undefined : body);
  };
};

/** A success that has this in place of the good answer. */
export const saying = (text: string | Buffer): Strike => sent(200, {}, () => Buffer.from(text));
export const sayingNothing = (status: number): Strike => sent(status, {}, () => Buffer.alloc(0));

const BOMB = gzipSync(Buffer.alloc(10_000_000, ' '));

const tooLong = (good: Buffer) => Buffer.concat([good, Buffer.alloc(MAX_BYTES, ' ')]);

/** The good answer, and after it a space now and then, without end. */
const drip: Strike = (response, good) => {
  response.on('error', () => undefined).writeHead(200);
  response.write(good);
  // The other side may be gone already, and then nothing tells.
  const drops = setInterval(() => response.write(' '), 10).unref();
  response.on('close', () => {
    clearInterval(drops);
  });
};

const inPieces =
  (change: (good: Buffer) => Buffer): Strike =>
  (response, good) => {
    response.on('error', () => undefined).writeHead(200);
    response.write('\n');
    response.end(change(good));
  };

const redirect: Strike = (response, good) => {
  sent(302, { location: `http://localhost:${response.socket?.localPort ?? 0}${ELSEWHERE}/${SECRET}` })(response, good);
};

const length = (bytes: number) => `content-length: ${bytes}\r\n`;
const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </SECRET>\r\n\r\n';

/** What goes wrong on the way, whatever was asked for: each kind, and the code that callers see. */
export const FAULT_KINDS: readonly (readonly [name: string, strike: Strike, code: ErrorCode])[] = [
  ['a reset before the answer', (response) => response.socket?.resetAndDestroy(), 'UPSTREAM_UNAVAILABLE'],
  ['an end before the answer', (response) => response.socket?.destroy(), 'UPSTREAM_UNAVAILABLE'],
  ['an end within the headers', raw(() => `${OK}content-le`), 'UPSTREAM_UNAVAILABLE'],
  [
    'an end within the body',
    raw((good) => `${OK}${length(good.length + 1)}\r\n${String(good)}`),
    'UPSTREAM_UNAVAILABLE',
  ],
  [
    'an end before the last chunk',
    raw((good) => `${OK}transfer-encoding: chunked\r\n\r\n${good.length.toString(16)}\r\n${String(good)}\r\n`),
    'UPSTREAM_UNAVAILABLE',
  ],
  ['a chunk of no size', raw(() => `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n`), 'UPSTREAM_UNAVAILABLE'],
  ['a hang', () => undefined, 'UPSTREAM_TIMEOUT'],
  ['a hang within the headers', raw(() => OK, false), 'UPSTREAM_TIMEOUT'],
  [
    'a hang within the body',
    raw((good) => `${OK}${length(good.length + 1)}\r\n${String(good)}`, false),
    'UPSTREAM_TIMEOUT',
  ],
  ['a drip', drip, 'UPSTREAM_TIMEOUT'],
  ['early hints by the hundred, and nothing more', raw(() => hints.repeat(500), false), 'UPSTREAM_TIMEOUT'],
  ['a body too long, of a length that is stated', sent(200, {}, tooLong), 'UPSTREAM_UNAVAILABLE'],
  ['a body too long, of a length that is not', inPieces(tooLong), 'UPSTREAM_UNAVAILABLE'],
  [
    'a huge header',
    raw((good) => `${OK}x: ${'x'.repeat(100_000)}\r\n${length(good.length)}\r\n${String(good)}`),
    'UPSTREAM_UNAVAILABLE',
  ],
  ['a packed bomb', sent(200, { 'content-encoding': 'gzip' }, () => BOMB), 'UPSTREAM_UNAVAILABLE'],
  ['a body that is said to be packed', sent(200, { 'content-encoding': 'gzip' }), 'UPSTREAM_UNAVAILABLE'],
  ['HTML', sent(200, { 'content-type': 'text/html' }, () => Buffer.from('<h1>SECRET</h1>')), 'UPSTREAM_UNAVAILABLE'],
  ['JSON that is cut', sent(200, {}, (good) => good.subarray(0, -1)), 'UPSTREAM_UNAVAILABLE'],
  ['JSON with more behind it', sent(200, {}, (good) => Buffer.concat([good, good])), 'UPSTREAM_UNAVAILABLE'],
  ['bytes that are no text', saying(Buffer.from([0xff, 0xfe, 0x00, 0x80])), 'UPSTREAM_UNAVAILABLE'],
  [
    'two lengths',
    raw((good) => `${OK}${length(good.length)}${length(good.length - 1)}\r\n${String(good)}`),
    'UPSTREAM_UNAVAILABLE',
  ],
  [
    'a length that is too short',
    raw((good) => `${OK}${length(good.length - 1)}\r\n${String(good)}`),
    'UPSTREAM_UNAVAILABLE',
  ],
  ['another protocol', raw(() => 'SSH-2.0-SECRET\r\n'), 'UPSTREAM_UNAVAILABLE'],
  ['a redirect to another host', redirect, 'UPSTREAM_UNAVAILABLE'],
  ['500', sent(500), 'UPSTREAM_UNAVAILABLE'],
  ['502', sent(502), 'UPSTREAM_UNAVAILABLE'],
  ['503', sent(503, { 'retry-after': '3600' }), 'UPSTREAM_UNAVAILABLE'],
  ['504', sent(504), 'UPSTREAM_TIMEOUT'],
  ['a refusal', sent(422), 'UPSTREAM_REJECTED'],
  ['429 with a long time', sent(429, { 'retry-after': '3600' }), 'RATE_LIMITED'],
];
