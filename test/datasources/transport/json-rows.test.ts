import fc from 'fast-check';
import { JsonRows } from '../../../src/datasources/xs2a/http/json-rows.js';

/** Reads a text that arrives in pieces of the given lengths. */
function read(text: string, lengths: readonly number[] = [], map: (row: unknown) => unknown = (row) => row): unknown {
  const rows = new JsonRows({ member: 'turnovers', map });
  const bytes = Buffer.from(text);
  let from = 0;
  for (const length of lengths) {
    rows.push(bytes.subarray(from, from + length));
    from += length;
  }
  rows.push(bytes.subarray(from));
  return rows.end();
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
      (answer, cuts, indent) => {
        const text = JSON.stringify(answer, null, indent);
        expect(read(text, cuts)).toEqual(JSON.parse(text));
      },
    ),
    { numRuns: 300 },
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
  expect(
    read(
      text,
      Array.from({ length: text.length }, () => 1),
      () => 'mapped',
    ),
  ).toEqual({ id: 'a', turnovers: ['mapped', 'mapped'] });
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
  for (const cuts of [[], Array.from({ length: text.length }, () => 1)]) {
    expect(read(text, cuts, (row) => `mapped ${String(row)}`)).toEqual({ turnovers: ['mapped 1', 'mapped 2'] });
  }
});

it.each([
  ['nothing', ''],
  ['a page of HTML', '<html>"turnovers":[1]</html>'],
  ['a text that ends in a row', '{"turnovers":[{"a":1},{"a":'],
  ['a text that ends behind the rows', '{"turnovers":[{"a":1}]'],
  ['rows that are no JSON', '{"turnovers":[{"a":1},oops]}'],
  ['a comma too many', '{"turnovers":[1,]}'],
])('refuses %s', (_, text) => {
  expect(() => read(text)).toThrow(SyntaxError);
});

it.each(['[]', '[{"turnovers":[1]}]', '{"a":{"turnovers":[1]}}', '{"turnovers":null}', '{"turnovers":{"b":[1]}}', '3'])(
  'leaves %s as it is',
  (text) => {
    expect(read(text, [], () => 'mapped')).toEqual(JSON.parse(text));
  },
);
