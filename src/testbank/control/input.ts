import type { FastifyRequest } from 'fastify';
import { invalid } from '../http/api-error.js';
import { fieldsOf, type Fields } from '../http/body.js';

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
