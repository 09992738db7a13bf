import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Caller } from '../admission/caller.js';
import { ERROR_CODES } from '../errors/error-code.js';
import { requestIdOf } from '../logging/request-id.js';
import { errorAnswer } from './error-reply.js';
import type { RequestReport } from './request-report.js';
import { someSeconds } from './retry-after.js';
import { securityHeaders } from './security-headers.js';

export interface EarlyRefusalOptions {
  /** Whose request it is that there is no room for; undefined when there is. */
  readonly findRefused: (request: IncomingMessage) => Caller | undefined;
  readonly onRefused: (caller: Caller) => void;
  readonly onRequest: (report: RequestReport) => void;
  /** Headers for every answer at this moment. */
  readonly headers: () => Readonly<Record<string, string>>;
}

const PATH = /^\/graphql\/?(\?|$)/;

/**
 * Answers requests beyond the capacity before the framework sees them. Under a flood nearly all of them are of this kind, and what
 * each costs is missing for the others: this takes a fraction of what the hooks take, which say the same for whatever gets past here.
 */
export function refuseEarly(server: Server, options: EarlyRefusalOptions): void {
  const [handle] = server.listeners('request') as [RequestListener];
  server.removeListener('request', handle);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const caller = mayBeRefused(request) ? options.findRefused(request) : undefined;
    if (caller === undefined) handle.call(server, request, response);
    else refuse(request, response, caller, options);
  });
}

/** Browsers of other origins need headers of their own. */
function mayBeRefused({ method, url = '', headers }: IncomingMessage): boolean {
  return (method === 'POST' || method === 'GET') && headers.origin === undefined && PATH.test(url);
}

function refuse(
  { method = '', headers }: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
  options: EarlyRefusalOptions,
): void {
  const requestId = requestIdOf(headers['x-request-id']);
  const retryAfterSeconds = someSeconds();
  const { message, retryable } = ERROR_CODES.OVERLOADED;
  const extensions = { code: 'OVERLOADED', retryable, retryAfterSeconds };
  const body = JSON.stringify(errorAnswer({ message, extensions }, requestId));
  response.writeHead(503, {
    ...securityHeaders(requestId),
    ...options.headers(),
    'retry-after': String(retryAfterSeconds),
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  });
  response.end(body);
  options.onRefused(caller);
  options.onRequest({ requestId, method, route: '/graphql', status: 503, durationMs: 0 });
}
