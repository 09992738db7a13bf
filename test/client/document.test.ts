import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, print as printByGraphql, stripIgnoredCharacters, type DocumentNode } from 'graphql';
import { GatewayError } from '../../client/src/index.js';
import { operationOf, TypedDocumentString } from '../../client/src/document.js';
import { print } from '../../client/src/print.js';
import { RandomDocument } from '../graphql/execution/random-document.js';
import { randomSchema } from '../graphql/execution/random-schema.js';
import { Random, SEED } from '../support/random.js';

/** What `send` takes. */
const SENT = ['query', 'mutation'];

/** What graphql's own parser finds. */
function operationIn(document: DocumentNode): { kind: string; name?: string } {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('There is no operation in it.');
  return { kind: operation.operation, ...(operation.name && { name: operation.name.value }) };
}

function refusal(document: unknown): unknown {
  try {
    return operationOf(document, SENT);
  } catch (error) {
    return error instanceof GatewayError ? error.code : error;
  }
}

const ODD = [
  '{ a }',
  '\uFEFF, # a comment\n  { a }',
  'query { a }',
  'query A { a }',
  'query,A,{ a }',
  'query\n#  query B { x }\nA { a }',
  'mutation M($input: Input! = {a: "} mutation X {"}) { m(input: $input) { a } }',
  'query query { a }',
  'query mutation($query: Int) { a(b: $query) }',
  'query fragment { a }',
  'query A @query @mutation(a: 1) { a }',
  'fragment query on Query { a } query A { ...query }',
  'fragment mutation on Mutation { m } mutation B { ...mutation }',
  'query A { query mutation { subscription } }',
  'query A { a(b: "query B { x }", c: """ mutation "C" { \\""" } """) }',
  'query A { a(b: "\\"", c: "\\\\") } # query B { x }',
  'query A { a(b: "", c: """""", d: "#") }',
  'query A($a: [Int!]! = [1, 2] @x(y: {z: [{}]}), $b: In = {c: {d: 1}}) { a(b: {c: {d: [$a]}}) { e } }',
];

describe('a document that is text', () => {
  it.each(ODD)('has the operation that graphql finds in %j', (text) => {
    expect(operationOf(text, SENT)).toEqual({ text, ...operationIn(parse(text)) });
  });

  it('has it whatever is selected, with all its blanks or without', () => {
    const schema = randomSchema();
    const random = new Random(SEED);
    for (let nth = 0; nth < 200; nth++) {
      const text = new RandomDocument(schema, random).write();
      for (const written of [text, stripIgnoredCharacters(text), printByGraphql(parse(text))])
        expect(operationOf(written, SENT)).toEqual({ text: written, kind: 'query', name: 'Q' });
    }
  });

  it.each([
    '',
    'fragment A on B { c }',
    'query A { a } query B { b }',
    '{ a } mutation M { b }',
    'subscription S { a }',
  ])('cannot be %j', (text) => {
    expect(refusal(text)).toBe('INVALID_DOCUMENT');
  });
});

it.each([[undefined], [null], [1], [{}], [[]], [{ query: '{ a }' }], [{ kind: 'Document' }], [() => '{ a }']])(
  'a document cannot be %p',
  (document) => {
    expect(refusal(document)).toBe('INVALID_DOCUMENT');
  },
);

describe('a document of this package', () => {
  it('says itself what its operation is', () => {
    const document = new TypedDocumentString('anything', { kind: 'mutation', name: 'M' });
    expect(operationOf(document, SENT)).toEqual({ text: 'anything', kind: 'mutation', name: 'M' });
  });

  it('is looked through where it does not', () => {
    expect(operationOf(new TypedDocumentString('query A { a }'), SENT)).toMatchObject({ kind: 'query', name: 'A' });
  });
});

describe('a document that is parsed', () => {
  const FILES = readdirSync('client/operations').map((name) => readFileSync(`client/operations/${name}`, 'utf8'));
  const LONG = `query A { a(${'abcdefghij '.replaceAll(/\w/g, (letter) => `${letter}${'x'.repeat(20)}: 1, `)}) { b } }`;

  it.each([
    ...FILES,
    ...ODD.filter((text) => !text.includes('"""')),
    LONG,
    'query ($a: Int) @x { a }',
    'query @x { a }',
  ])('is written as graphql writes it: %#', (text) => {
    const document = parse(text, { noLocation: true });
    expect(print(document)).toBe(printByGraphql(document));
  });

  it('is so whatever it selects', () => {
    const schema = randomSchema();
    const random = new Random(SEED);
    for (let nth = 0; nth < 200; nth++) {
      const document = parse(new RandomDocument(schema, random).write());
      expect(print(document)).toBe(printByGraphql(document));
    }
  });

  it('says the same with ordinary strings in place of block strings', () => {
    const [text = ''] = ODD.filter((one) => one.includes('"""'));
    const written = print(parse(text));
    expect(written).not.toContain('"""');
    expect(stringsOf(parse(written))).toEqual(stringsOf(parse(text)));
  });

  it.each(['fragment A on B { c }', 'query A { a } query B { b }', 'subscription S { a }'])('cannot be %j', (text) => {
    expect(refusal(parse(text))).toBe('INVALID_DOCUMENT');
  });

  it('has the operation that it says', () => {
    for (const text of ODD)
      expect(operationOf(parse(text), SENT)).toEqual({ text: print(parse(text)), ...operationIn(parse(text)) });
  });

  function stringsOf(document: DocumentNode): string[] {
    return [...JSON.stringify(document).matchAll(/"kind":"StringValue","value":("(?:\\.|[^"\\])*")/g)].map(
      ([, value = '']) => value,
    );
  }
});
