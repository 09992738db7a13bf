import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.js';

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Bodies are JSON, or forms, which Laravel reads as well. An empty body is no fields, whatever its type says: the
 * vendor's Node SDK posts nothing under the type of a form.
 */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const asText = { parseAs: 'string' } as const;
  app.addContentTypeParser<string>('application/json', asText, (_request, text, done) => {
    settle(() => (text === '' ? {} : parseJson(text)), done);
  });
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', asText, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(text)));
  });
  app.addContentTypeParser<string>('*', asText, (_request, text, done) => {
    settle(() => (text === '' ? {} : unknownType()), done);
  });
}

/** The members of the request's body. */
export function fieldsOf(request: FastifyRequest): Fields {
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new ApiError(400, 'Malformed JSON.');
  return body as Fields;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'Malformed JSON.');
  }
}

function unknownType(): never {
  throw new ApiError(415, 'Unsupported media type.');
}

function settle(read: () => unknown, done: (error: Error | null, body?: unknown) => void): void {
  try {
    done(null, read());
  } catch (error) {
    done(error as Error);
  }
}
