import fc from 'fast-check';
import { JsonRows } from '../../../src/datasources/xs2a/http/json-rows.js';

/** Reads a text that arrives in pieces of the given lengths. */
function read(
  text: string,
  lengths: readonly number[] = [],
  map: (row: unknown) => unknown = (row) => row,
  batchBytes?: number,
): unknown {
  const rows = new JsonRows({ member: 'turnovers', map }, batchBytes);
  const bytes = Buffer.from(text);
  let from = 0;
  for (const length of lengths) {
    rows.push(bytes.subarray(from, from + length));
    from += length;
  }
  rows.push(bytes.subarray(from));
  return rows.end();
}

function byteByByte(text: string): number[] {
  return Array.from({ length: text.length }, () => 1);
}

const nasty = fc.oneof(
  fc.string(),
  fc.constantFrom('"turnovers":[', '\\"turnovers\\":[', ']', '},{', '\\', '\\\\"', '☃ß€', '"', ',', '[[{'),
);
const value = fc.jsonValue({ depthSize: 'small' });
const row = fc.oneof(
  value,
  fc.record({ purpose: fc.array(nasty), amount: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
);
const document = fc
  .tuple(fc.dictionary(nasty, fc.oneof(value, nasty)), fc.array(row), fc.dictionary(nasty, fc.oneof(value, nasty)))
  .map(([before, turnovers, after]) => ({ ...before, turnovers, ...after, id: 'a' }));

it('reads what JSON.parse reads, however the text is cut', () => {
  fc.assert(
    fc.property(
      document,
      fc.array(fc.integer({ min: 1, max: 40 })),
      fc.constantFrom(undefined, 2),
      fc.constantFrom(1, 10, 100, undefined),
      (answer, cuts, indent, batchBytes) => {
        const text = JSON.stringify(answer, null, indent);
        expect(read(text, cuts, undefined, batchBytes)).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 1_000 },
  );
});

it('maps every row of a list that is longer than a batch, in order', () => {
  const turnovers = Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'x'.repeat(n % 50) }));
  const cuts = Array.from({ length: 50 }, () => 16_384);
  const text = JSON.stringify({ id: 'a', turnovers, date: 'd' });
  const answer = read(text, cuts, (each) => (each as { n: number }).n);
  expect(answer).toEqual({ id: 'a', turnovers: turnovers.map(({ n }) => n), date: 'd' });
});

it('maps the rows also of a text that comes byte by byte', () => {
  const text = '{"id":"a", "turnovers" : [{"n":1},{"n":2}]}';
  for (const batchBytes of [1, undefined]) {
    const answer = read(text, byteByByte(text), () => 'mapped', batchBytes);
    expect(answer).toEqual({ id: 'a', turnovers: ['mapped', 'mapped'] });
  }
});

it.each([
  [',', '"},{"'],
  [', ', '"},{\\"n"'],
  [',\n  ', `"${'},{'.repeat(100)}"`],
])(
  'maps rows while the text comes, separated by %j, also where %j and an inner object look like their end',
  (separator, purpose) => {
    const row = (n: number) => `{"n":${n},"purpose":[${purpose},"ü€"],"inner":{"a":{"b":1},"c":2}}`;
    const text = `{"turnovers":[${Array.from({ length: 100 }, (_, n) => row(n)).join(separator)}],"date":"d"}`;
    const bytes = Buffer.from(text);
    let mapped = 0;
    const rows = new JsonRows({ member: 'turnovers', map: () => mapped++ }, 16);
    bytes.subarray(0, -1_000).forEach((byte) => {
      rows.push(Buffer.of(byte));
    });
    expect(mapped).toBeGreaterThan(80);
    rows.push(bytes.subarray(-1_000));
    expect(rows.end()).toEqual({ turnovers: Array.from({ length: 100 }, (_, n) => n), date: 'd' });
  },
);

it('takes the last of two long lists, also where rows of the first are mapped already', () => {
  const list = (n: number) => Array.from({ length: 20 }, () => ({ n }));
  const text = `{"turnovers":${JSON.stringify(list(1))},"turnovers":${JSON.stringify(list(2))}}`;
  expect(read(text, byteByByte(text), undefined, 1)).toEqual({ turnovers: list(2) });
});

it('has no row that upstream could mistake for those that are mapped', () => {
  const text = '{"turnovers":["rows parsed before",{"n":1},{"n":2}]}';
  for (const batchBytes of [1, undefined])
    expect(read(text, byteByByte(text), undefined, batchBytes)).toEqual(JSON.parse(text));
});

it.each([
  ['its name escaped', '{"\\u0074urnovers":[1,2]}'],
  ['300 blanks before it', `{"turnovers":${' '.repeat(300)}[1,2]}`],
  ['300 blanks before the colon', `{"turnovers"${' '.repeat(300)}:[1,2]}`],
  ['itself twice', '{"turnovers":[3],"turnovers":[1,2]}'],
  ['itself twice, first as something else', '{"turnovers":{"a":[3]},"turnovers":[1,2]}'],
  ['itself twice, once escaped', '{"turnovers":[3],"\\u0074urnovers":[1,2]}'],
  ['itself twice, the escaped one first', '{"\\u0074urnovers":[3],"turnovers":[1,2]}'],
])('maps every row of a member with %s', (_, text) => {
  for (const cuts of [[], byteByByte(text)]) {
    for (const batchBytes of [1, undefined]) {
      const map = (row: unknown) => `mapped ${String(row)}`;
      expect(read(text, cuts, map, batchBytes)).toEqual({ turnovers: ['mapped 1', 'mapped 2'] });
    }
  }
});

it.each([
  ['nothing', ''],
  ['a page of HTML', '<html>"turnovers":[1]</html>'],
  ['a text that ends in a row', '{"turnovers":[{"a":1},{"a":'],
  ['a text that ends behind the rows', '{"turnovers":[{"a":1}]'],
  ['rows that are no JSON', '{"turnovers":[{"a":1},oops]}'],
  ['a comma too many', '{"turnovers":[1,]}'],
  ['a comma too many behind an object', '{"turnovers":[{"a":1},]}'],
  ['two commas', '{"turnovers":[{"a":1},,{"a":1}]}'],
])('refuses %s', (_, text) => {
  for (const batchBytes of [1, undefined])
    expect(() => read(text, byteByByte(text), undefined, batchBytes)).toThrow(SyntaxError);
});

it.each(['[]', '[{"turnovers":[1]}]', '{"a":{"turnovers":[1]}}', '{"turnovers":null}', '{"turnovers":{"b":[1]}}', '3'])(
  'leaves %s as it is',
  (text) => {
    for (const batchBytes of [1, undefined])
      expect(read(text, byteByByte(text), () => 'mapped', batchBytes)).toEqual(JSON.parse(text));
  },
);
