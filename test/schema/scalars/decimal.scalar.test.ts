import fc from 'fast-check';
import { DecimalScalar } from '../../../src/schema/scalars/decimal.scalar.js';
import { literal, variable } from './through-graphql.js';

const MESSAGE = 'A Decimal is a string in plain decimal notation, such as "-1234.50", of at most 40 characters.';
const digits = (constraints: { minLength: number; maxLength: number }) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), ...constraints });
const parts = fc.record({
  sign: fc.constantFrom('', '-'),
  whole: digits({ minLength: 1, maxLength: 18 }),
  fraction: digits({ minLength: 0, maxLength: 20 }),
});
const decimal = parts.map(({ sign, whole, fraction }) => `${sign}${whole}${fraction && '.'}${fraction}`);

/** The value in units of ten to the minus twentieth: exact, and reckoned another way than the scalar's. */
function exact(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + fraction.padEnd(20, '0'));
  return text.startsWith('-') ? -units : units;
}

test('keeps the value exactly, in input and in answers', () => {
  fc.assert(
    fc.property(decimal, (text) => {
      expect(exact(DecimalScalar.parseValue(text))).toBe(exact(text));
      expect(exact(DecimalScalar.serialize(text))).toBe(exact(text));
    }),
  );
});

test('input has one form per value', () => {
  fc.assert(
    fc.property(decimal, fc.nat(3), (text, zeros) => {
      const [, sign = '', magnitude = ''] = /^(-?)(.*)$/.exec(text) ?? [];
      const longer = `${sign}${'0'.repeat(zeros)}${magnitude}${magnitude.includes('.') ? '0'.repeat(zeros) : ''}`;
      fc.pre(longer.length <= 40);
      const canonical = DecimalScalar.parseValue(text);
      expect(DecimalScalar.parseValue(longer)).toBe(canonical);
      expect(canonical).toMatch(/^(0|-?(0\.\d*[1-9]|[1-9]\d*(\.\d*[1-9])?))$/);
    }),
  );
});

test('answers keep the decimals of the currency', () => {
  fc.assert(
    fc.property(parts, ({ sign, whole, fraction }) => {
      const written = DecimalScalar.serialize(`${sign}${whole}${fraction && '.'}${fraction}`);
      expect(written.split('.')[1] ?? '').toBe(fraction);
      expect(written).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
    }),
  );
});

test.each([
  ['-1234.50', '-1234.5', '-1234.50'],
  ['007', '7', '7'],
  ['0.00', '0', '0.00'],
  ['-0.00', '0', '0.00'],
  ['-0', '0', '0'],
  ['100', '100', '100'],
  ['0.10', '0.1', '0.10'],
  ['9007199254740993.01', '9007199254740993.01', '9007199254740993.01'],
])('%s is %s as input and %s in answers', async (text, input, output) => {
  expect(await literal(DecimalScalar, JSON.stringify(text))).toEqual({ value: input });
  expect(await variable(DecimalScalar, text)).toEqual({ value: input });
  expect(DecimalScalar.serialize(text)).toBe(output);
});

test.each([
  '1e3',
  '1E-2',
  '+1',
  '.5',
  '5.',
  '1,5',
  '1 000',
  '--1',
  '-',
  'NaN',
  'Infinity',
  '0x10',
  '١٢',
  '1\n',
  '',
  '1'.repeat(41),
])('refuses %j, and does not repeat it', async (text) => {
  for (const send of [literal(DecimalScalar, JSON.stringify(text)), variable(DecimalScalar, text)]) {
    const { message, code } = await send;
    expect(message?.endsWith(MESSAGE)).toBe(true);
    expect(code).toBe('BAD_USER_INPUT');
  }
  expect(() => DecimalScalar.serialize(text)).toThrow(TypeError);
});

test('takes 40 characters', () => {
  expect(DecimalScalar.parseValue('1'.repeat(40))).toBe('1'.repeat(40));
});

test('refuses numbers, which may have been rounded on their way', async () => {
  expect((await literal(DecimalScalar, '12.5')).message).toBe(MESSAGE);
  expect((await literal(DecimalScalar, '12')).message).toBe(MESSAGE);
  expect((await variable(DecimalScalar, 12)).code).toBe('BAD_USER_INPUT');
  expect(() => DecimalScalar.serialize(12.5)).toThrow(TypeError);
});
