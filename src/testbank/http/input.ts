import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError, invalid } from './api-error.js';

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

/** Reads what the control interface was sent; what makes no sense is 422, naming the member. */
export class Input {
  constructor(private readonly fields: Fields) {}

  static of(request: FastifyRequest): Input {
    return new Input(fieldsOf(request));
  }

  value(name: string): unknown {
    return this.fields[name];
  }

  text(name: string): string | undefined {
    return this.#read(name, 'a text', (value) => typeof value === 'string') as string | undefined;
  }

  number(name: string, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}): number | undefined {
    const fits = (value: unknown) => typeof value === 'number' && value >= from && value <= to;
    return this.#read(name, `a number from ${from} to ${to}`, fits) as number | undefined;
  }

  flag(name: string): boolean | undefined {
    return this.#read(name, 'true or false', (value) => typeof value === 'boolean') as boolean | undefined;
  }

  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    return this.#read(name, `one of ${words.join(', ')}`, (value) => words.some((word) => word === value)) as
      T | undefined;
  }

  list(name: string): readonly unknown[] | undefined {
    return this.#read(name, 'a list', Array.isArray) as readonly unknown[] | undefined;
  }

  object(name: string): Fields | undefined {
    return this.#read(name, 'an object', (value) => typeof value === 'object' && !Array.isArray(value)) as
      Fields | undefined;
  }

  #read(name: string, what: string, fits: (value: unknown) => boolean): unknown {
    const value = this.fields[name] ?? undefined;
    if (value !== undefined && !fits(value)) throw invalid(name, `must be ${what}.`);
    return value;
  }
}

/** What must be there. */
export function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw invalid(name, 'field is required.');
  return value;
}

/** A member of the request that must be there, as text of at most 255 characters. */
export function requiredText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw invalid(name, 'field is required.');
  if (value.length > 255) throw invalid(name, 'may not be greater than 255 characters.');
  return value;
}

/** A member that may be missing or null; a whole number from 1 otherwise. */
export function optionalCount(fields: Fields, name: string): number | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 100_000)
    throw invalid(name, 'must be an integer of at least 1.');
  return count;
}

/** A member that may be missing or null; one of the listed words otherwise. */
export function optionalWord<T extends string>(fields: Fields, name: string, words: readonly T[]): T | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(name, 'is not one of the known values.');
  return word;
}
