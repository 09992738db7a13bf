import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { invalid } from '../http/api-error.js';
import { fieldsOf, Input, required } from '../http/input.js';
import { done, resource } from '../http/resource.js';
import { freshId } from '../random.js';
import type { Control } from './control.js';
import { faultKinds, type Fault } from './faults.js';
import type { Override } from './overrides.js';

/** `/_testbank/faults` and `/_testbank/overrides`. */
export function faultRoutes(app: FastifyInstance, control: Control, prefix: string): void {
  resource(app, `${prefix}/faults`, {
    GET: () => ({ faults: control.faults.all() }),
    POST: (request) => {
      const fault = Input.whole(fieldsOf(request), readFault);
      control.faults.add(fault);
      return fault;
    },
    DELETE: () => {
      control.faults.clear();
      return done();
    },
  });
  resource(app, `${prefix}/overrides`, {
    GET: () => ({ overrides: control.overrides.all() }),
    POST: (request) => {
      const override = Input.whole(fieldsOf(request), readOverride);
      control.overrides.add(override);
      return override;
    },
    DELETE: () => {
      control.overrides.clear();
      return done();
    },
  });
}

function readFault(input: Input): Fault {
  return {
    ...readPattern(input),
    kind: required('kind', input.word('kind', faultKinds)),
    ...given({
      probability: input.number('probability', { to: 1 }),
      status: input.number('status', { from: 200, to: 599 }),
      body: input.value('body'),
      retryAfter: readHeader(input, 'retryAfter'),
      location: readHeader(input, 'location'),
      bytes: input.number('bytes'),
      pause: input.number('pause'),
    }),
  };
}

function readOverride(input: Input): Override {
  return {
    ...readPattern(input),
    ...given({
      status: input.number('status', { from: 200, to: 599 }),
      headers: readHeaders(input),
      body: input.value('body'),
      rows: input.list('rows'),
      merge: input.object('merge'),
    }),
  };
}

function readPattern(input: Input): { id: string; path: string; method?: string; times?: number } {
  const path = required('path', input.text('path'));
  return { id: freshId(), path, ...given({ method: input.text('method'), times: input.number('times', { from: 1 }) }) };
}

function readHeaders(input: Input): Record<string, string> | undefined {
  const headers = input.object('headers');
  const read = (own: Input) => Object.keys(headers ?? {}).map((name) => [name, required(name, readHeader(own, name))]);
  return headers && (Object.fromEntries(Input.whole(headers, read)) as Record<string, string>);
}

/** A valid header value; `name` is the header's or the member's. */
function readHeader(input: Input, name: string): string | undefined {
  const text = input.text(name);
  try {
    if (text !== undefined) validateHeaderValue(name, text);
    validateHeaderName(name);
  } catch {
    throw invalid(name, 'is no header.');
  }
  return text;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Drops undefined members. */
function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
}
