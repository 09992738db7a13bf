import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { variablesKey } from '../../../src/graphql/execution/variables-key.js';

/** What comes out of a body of JSON, with what is easily taken for something else more often than chance has it. */
const names = fc.oneof(fc.constantFrom('', 'a', '0', '__proto__', 'toJSON', 'constructor', '\ud800'), fc.string());
const texts = fc.oneof(
  fc.constantFrom('', '0', 'null', 'true', 'Infinity', '{}', '"', '\\', '\ud800', '\udfff', '\ufffd', '\\ud800', '\0'),
  fc.string({ unit: 'binary' }),
);
const numbers = fc.oneof(fc.constantFrom('0', '-0', '1', '1.0', '1e400', '-1e400', '1e-400'), fc.double().map(String));
const { body } = fc.letrec<{ body: string; list: string; object: string }>((tie) => ({
  body: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('null', 'true', 'false'),
    numbers.filter((text) => text !== 'NaN').map((text) => text.replace('Infinity', '1e400')),
    texts.map((text) => JSON.stringify(text)),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('body'), { maxLength: 3 }).map((items) => `[${items.join()}]`),
  object: fc
    .array(fc.tuple(names, tie('body')), { maxLength: 3 })
    .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`),
}));
const variables = body.map((text) => JSON.parse(`{"x":${text}}`) as Record<string, unknown>);

const ALIKE: [string, string][] = [
  ['null', '1e400'],
  ['1e400', '-1e400'],
  ['0', '-0'],
  ['0', '"0"'],
  ['null', '"null"'],
  ['[]', '{}'],
  ['[null]', '[]'],
  ['{"a":null}', '{}'],
  ['{"__proto__":null}', '{}'],
  ['{"__proto__":{"a":1}}', '{"a":1}'],
  ['{"toJSON":1}', '1'],
  ['"\\ud800"', '"\\udfff"'],
  ['"\\ud800"', '"\ufffd"'],
  ['"\\ud800"', '"\\\\ud800"'],
  ['{"a":1,"b":2}', '{"a":{"b":2}}'],
];

const read = (text: string) => JSON.parse(`{"x":${text}}`) as Record<string, unknown>;

it.each(ALIKE)('%s has another key than %s, or none', (a, b) => {
  const [one, other] = [variablesKey(read(a)), variablesKey(read(b))];
  expect([one, other].includes(undefined) || one !== other).toBe(true);
});

it('whatever a caller can send has a key of its own, or none', () => {
  const known = new Map<string, unknown>();
  fc.assert(
    fc.property(variables, (value) => {
      const key = variablesKey(value);
      if (key === undefined) return true;
      const same = known.get(key) ?? value;
      known.set(key, value);
      return isDeepStrictEqual(same, value);
    }),
    { numRuns: 5_000 },
  );
  expect(known.size).toBeGreaterThan(500);
});

it('has no key for what is nested too deeply, nor for what JSON leaves out', () => {
  expect(variablesKey(read(`${'['.repeat(50_000)}${']'.repeat(50_000)}`))).toBeUndefined();
  for (const x of [undefined, NaN, () => 1, Symbol('x'), 1n]) expect(variablesKey({ x })).toBeUndefined();
});

it('has a key for what is usually sent', () => {
  expect(variablesKey({ first: 50, id: 'a', ids: ['a'], filter: { from: null, isNew: true } })).toBeDefined();
  expect(variablesKey({})).toBeDefined();
});
