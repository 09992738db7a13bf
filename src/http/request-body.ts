import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { callerOf } from '../admission/caller.js';
import type { HeldBytes, Hold } from '../admission/held-bytes.js';
import { ANONYMOUS } from '../auth/principal.js';
import { GatewayError } from '../errors/gateway-error.js';
import { textOfBody } from './request-text.js';
import { someSeconds } from './retry-after.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The memory of its body, to be released after use. */
    bodyHold: Hold | undefined;
  }
}

/** A large document with its variables is about 100 KB. */
const MAX_BYTES = 1024 * 1024;

/** Anonymous callers can do nothing that needs more. */
const MAX_BYTES_ANONYMOUS = 64 * 1024;

/** As far as it is known whose it is. */
function maxBytesOf({ principal }: FastifyRequest): number {
  return principal === undefined || principal.kind === 'anonymous' ? MAX_BYTES_ANONYMOUS : MAX_BYTES;
}

/** Reads JSON bodies within the memory limit. */
export function readBodies(server: FastifyInstance, bodies: HeldBytes): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.decorateRequest('bodyHold', undefined);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', (request, payload, done) => {
    const hold = bodies.begin(callerOf(request.principal ?? ANONYMOUS).name);
    request.bodyHold = hold;
    const release = (error: Error | null) => {
      if (error !== null) hold.release();
    };
    // An empty body ends without having been read.
    const isRead = payload.readableDidRead || payload.readableEnded;
    const body = isRead ? readAlready(request, payload, hold) : read(request, payload, hold);
    body.then(textOfBody).then(
      (text) => {
        void parse(request, text, (error, body) => {
          release(error);
          done(error, body);
        });
      },
      (error: unknown) => {
        release(error as Error);
        done(error as Error);
      },
    );
  });
}

interface Source {
  readonly bytes: Readable;
  /** Beside the bytes. */
  readonly memory: number;
  /** What still comes is thrown away. */
  readonly discard: () => void;
}

/** Brotli and Zstandard may need some megabytes to decode even a short body. @returns undefined for what is not accepted */
function encodingOf({ headers }: FastifyRequest): 'identity' | 'gzip' | undefined {
  const { 'content-encoding': encoding = 'identity' } = headers;
  if (/^identity$/i.test(encoding)) return 'identity';
  return /^(x-)?gzip$/i.test(encoding) ? 'gzip' : undefined;
}

function asItComes(payload: IncomingMessage): Source {
  return { bytes: payload, memory: 0, discard: () => payload.resume() };
}

/** zlib's window and state. */
const UNZIPPING_BYTES = 48 * 1024;

/** Unzipped while it comes, to be read and listened to for errors. @param max of the compressed bytes, which may unzip to nothing */
function unzipped(payload: IncomingMessage, max: number): Source {
  const bytes = createGunzip();
  let length = 0;
  payload.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > max) bytes.destroy(tooLarge());
  });
  payload.on('error', (error) => bytes.destroy(error));
  const discard = () => {
    payload.unpipe(bytes).resume();
    bytes.destroy();
  };
  return { bytes: payload.pipe(bytes), memory: UNZIPPING_BYTES, discard };
}

/** Nobody reads this: the client has disconnected. It is no fault of the gateway's. */
const CUT_OFF = new GatewayError('BAD_USER_INPUT', { message: 'The request ended before its body.' });

const NOT_UNZIPPED = new GatewayError('BAD_USER_INPUT', { message: 'The body of the request is not gzip.' });

function read(request: FastifyRequest, payload: IncomingMessage, hold: Hold): Promise<Buffer> {
  const max = maxBytesOf(request);
  const encoding = encodingOf(request);
  if (encoding === undefined) return Promise.reject(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE());
  if (Number(request.headers['content-length']) > max) return Promise.reject(tooLarge());
  const { bytes, discard, memory } = encoding === 'gzip' ? unzipped(payload, max) : asItComes(payload);
  if (!hold.add(memory)) {
    discard();
    return Promise.reject(overloaded());
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const add = (chunk: Buffer) => {
      length += chunk.length;
      if (length > max) refuse(tooLarge());
      else if (!hold.add(chunk.length)) refuse(overloaded());
      else chunks.push(chunk);
    };
    const refuse = (error: Error) => {
      bytes.off('data', add);
      discard();
      reject(error);
    };
    bytes.on('data', add);
    bytes.on('error', (error) => {
      refuse(refusalOf(error));
    });
    bytes.on('end', () => {
      resolve(Buffer.concat(chunks, length));
    });
  });
}

function refusalOf(error: Error & { readonly code?: string }): Error {
  if (error.code === 'ECONNRESET') return CUT_OFF;
  return error.code?.startsWith('Z_') === true ? NOT_UNZIPPED : error;
}

/** A request whose body was already read, such as by the embedding server's parser. */
type ReadRequest = IncomingMessage & { readonly body?: unknown };

function readAlready(request: FastifyRequest, { body }: ReadRequest, hold: Hold): Promise<Buffer> {
  if (body === undefined) return Promise.reject(BODY_IS_GONE);
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (bytes.length > maxBytesOf(request)) return Promise.reject(tooLarge());
  if (!hold.add(bytes.length)) return Promise.reject(overloaded());
  return Promise.resolve(bytes);
}

const BODY_IS_GONE = new GatewayError('INTERNAL_SERVER_ERROR', {
  message:
    'The body of the request was read before the gateway got the request. Pass what was read: gateway.handle(request, response, body).',
});

function overloaded(): GatewayError {
  return new GatewayError('OVERLOADED', { retryAfterSeconds: someSeconds() });
}

function tooLarge(): Error {
  return new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
}
