import { readFile } from 'node:fs/promises';
import { undatedDeprecations, unannouncedBreaks } from '../../scripts/schema-changes.js';

const TODAY = '2026-06-15';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const deprecated = (day: string) => `@deprecated(reason: "Use \`b\`. Removal after ${day}.")`;
const graph = (members: string, rest = '') => `${LINK} type Query { a: Int b(x: Int): Int } ${rest} ${members}`;

describe('what breaks clients', () => {
  it.each<[string, string, string, string]>([
    ['a field', 'type T { a: Int b: Int }', 'type T { b: Int }', 'T.a was removed.'],
    ['a type', 'type T { a: Int } union U = T type V { u: U }', 'type V { a: Int }', 'T was removed.'],
    ['a value', 'enum E { A B }', 'enum E { B }', 'A was removed from enum type E.'],
    ['an argument', 'type T { a(x: Int): Int }', 'type T { a: Int }', 'T.a arg x was removed.'],
    ['a field of an input', 'input I { a: Int b: Int }', 'input I { b: Int }', 'I.a was removed.'],
    ['an answer that may now be null', 'type T { a: Int! }', 'type T { a: Int }', 'T.a changed type from Int! to Int.'],
    [
      'an input that must now be given',
      'input I { b: Int }',
      'input I { b: Int a: Int! }',
      'A required field a on input type I was added.',
    ],
    [
      'an entity that is none any more',
      'type T @key(fields: "id") { id: ID }',
      'type T { id: ID }',
      'T was removed from union type _Entity.',
    ],
  ])('is the loss of %s', (_, before, after, description) => {
    const broken = unannouncedBreaks(
      graph(before, 'type K @key(fields: "id") { id: ID }'),
      graph(after, 'type K @key(fields: "id") { id: ID }'),
      TODAY,
    );
    expect(broken).toContain(description);
  });

  it('is not what was added', () => {
    const after = graph('type T { a: Int b: Int } enum E { A B }');
    expect(unannouncedBreaks(graph('type T { a: Int } enum E { A }'), after, TODAY)).toEqual([]);
  });

  it.each<[string, (directive: string) => string, string]>([
    ['a field', (directive) => `type T { a: Int ${directive} b: Int }`, 'type T { b: Int }'],
    ['a value', (directive) => `enum E { A ${directive} B }`, 'enum E { B }'],
    ['an argument', (directive) => `type T { a(x: Int ${directive}): Int }`, 'type T { a: Int }'],
    ['a field of an input', (directive) => `input I { a: Int ${directive} b: Int }`, 'input I { b: Int }'],
  ])('is not the loss of %s once its announced day is over', (_, before, after) => {
    const breaksAfter = (directive: string) => unannouncedBreaks(graph(before(directive)), graph(after), TODAY);
    expect(breaksAfter(deprecated('2026-06-14'))).toEqual([]);
    expect(breaksAfter(deprecated('2026-06-15'))).toHaveLength(1);
    expect(breaksAfter('@deprecated(reason: "Use `b`.")')).toHaveLength(1);
    expect(breaksAfter('')).toHaveLength(1);
  });

  it('is a change of what was only to be removed', () => {
    const before = graph(`type T { a: Int ${deprecated('2026-01-01')} }`);
    expect(unannouncedBreaks(before, graph('type T { a: String }'), TODAY)).toEqual([
      'T.a changed type from Int to String.',
    ]);
  });
});

describe('deprecations', () => {
  it('say when the thing is removed', () => {
    const members = `type T { a: Int @deprecated b(x: Int @deprecated(reason: "Soon.")): Int ${deprecated('2027-01-01')} }
      enum E { A @deprecated(reason: "Removal after 2027.") B } input I { a: Int @deprecated(reason: "Use b.") b: Int }`;
    expect(undatedDeprecations(graph(members)).sort()).toEqual(['E.A', 'I.a', 'T.a', 'T.b(x:)']);
  });

  it('of the present graph do', async () => {
    expect(undatedDeprecations(await readFile('schema.graphql', 'utf8'))).toEqual([]);
  });
});
