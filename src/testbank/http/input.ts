import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError, invalid } from './api-error.js';

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Bodies are JSON or forms, which Laravel accepts as well. An empty body has no fields, whatever its type: the vendor's Node SDK
 * posts nothing with the type of a form.
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

/** Reads members of a request; an invalid one is a 422 that names it. Null counts as missing. */
export class Input {
  readonly #read = new Set<string>();

  constructor(private readonly fields: Fields) {}

  static of(request: FastifyRequest): Input {
    return new Input(fieldsOf(request));
  }

  /** Requires `read` to read all members: others are misspelt. `name` is the value's own. */
  static whole<T>(value: unknown, read: (input: Input) => T, name = 'body'): T {
    if (!isObject(value)) throw invalid(name, 'must be an object.');
    const input = new Input(value);
    const result = read(input);
    const unknown = Object.keys(value).find((member) => !input.#read.has(member));
    if (unknown !== undefined) throw invalid(unknown, 'is not known here.');
    return result;
  }

  value(name: string): unknown {
    this.#read.add(name);
    return this.fields[name];
  }

  text(name: string, { max = Number.MAX_SAFE_INTEGER } = {}): string | undefined {
    const text = this.#member(name, 'must be a string.', isText);
    if (text !== undefined && text.length > max) throw invalid(name, `may not be greater than ${max} characters.`);
    return text;
  }

  /** Required, non-blank text. */
  requiredText(name: string, { max = Number.MAX_SAFE_INTEGER } = {}): string {
    const text = this.text(name, { max });
    return required(name, text?.trim() === '' ? undefined : text);
  }

  number(name: string, { from = 0, to = Number.MAX_SAFE_INTEGER } = {}): number | undefined {
    const fits = (value: unknown): value is number => typeof value === 'number' && value >= from && value <= to;
    return this.#member(name, `must be a number from ${from} to ${to}.`, fits);
  }

  /** A whole number from 1; as text as well, since forms have nothing else. */
  count(name: string, { to = 100_000 } = {}): number | undefined {
    const fits = (value: unknown): value is unknown => {
      const count = isText(value) || typeof value === 'number' ? Number(value) : 0;
      return Number.isInteger(count) && count >= 1 && count <= to;
    };
    const value = this.#member(name, `must be an integer from 1 to ${to}.`, fits);
    return value === undefined ? undefined : Number(value);
  }

  flag(name: string): boolean | undefined {
    return this.#member(name, 'must be true or false.', (value) => typeof value === 'boolean');
  }

  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const fits = (value: unknown): value is T => words.some((word) => word === value);
    return this.#member(name, `must be one of ${words.join(', ')}.`, fits);
  }

  list(name: string): readonly unknown[] | undefined {
    return this.#member(name, 'must be a list.', (value): value is unknown[] => Array.isArray(value));
  }

  texts(name: string): readonly string[] | undefined {
    const fits = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
    return this.#member(name, 'must be a list of strings.', fits);
  }

  object(name: string): Fields | undefined {
    return this.#member(name, 'must be an object.', isObject);
  }

  #member<T>(name: string, rule: string, fits: (value: unknown) => value is T): T | undefined {
    const value = this.value(name) ?? undefined;
    if (value === undefined || fits(value)) return value;
    throw invalid(name, rule);
  }
}

/** Rejects a missing value. */
export function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw invalid(name, 'field is required.');
  return value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
