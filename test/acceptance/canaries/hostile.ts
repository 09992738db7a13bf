import type { GraphQLSchema } from 'graphql';
import { places } from '../../graphql/limits/hostile/argument-values.js';
import { documentRequests } from '../../graphql/limits/hostile/documents.js';
import { httpRequests, RAW_REQUESTS } from '../../graphql/limits/hostile/http-oddities.js';
import { MARK, type HostileRequest, type RawRequest } from '../../graphql/limits/hostile/request.js';

/** The texts, in turns, in every argument that the schema has, as a variable and where nothing of the kind belongs. */
export function* hostileArguments(schema: GraphQLSchema, texts: readonly string[]): Generator<HostileRequest> {
  let turn = 0;
  for (const { name, query, variable } of places(schema)) {
    for (const wrap of [(text: string): unknown => text, (text: string) => [{ [text]: text }]]) {
      const text = texts[turn++ % texts.length] ?? '';
      yield { kind: name, body: { query, variables: { value: variable(wrap(text)), [text]: text } } };
    }
  }
}

/** Documents, bodies, headers and paths that are odd in all ways, with the text wherever they have something of the caller's. */
export function* hostileRequests(text: string): Generator<HostileRequest> {
  for (const request of [...documentRequests(), ...httpRequests()]) {
    if (!Buffer.isBuffer(request.body) && size(request) < 60_000 && JSON.stringify(request).includes(MARK)) {
      yield marked(request, text);
    }
  }
}

/** Bytes that are no HTTP. */
export function hostileBytes(text: string): readonly RawRequest[] {
  return RAW_REQUESTS.map((request) => ({ ...request, raw: request.raw.replaceAll(MARK, text) }));
}

function marked<T>(value: T, text: string): T {
  if (typeof value === 'string') return value.replaceAll(MARK, text) as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => marked(entry, text)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [marked(name, text), marked<unknown>(member, text)]);
  return Object.fromEntries(members) as T;
}

function size(request: HostileRequest): number {
  return JSON.stringify(request).length;
}
