import { CountryCodeScalar } from '../../../src/schema/scalars/country-code.scalar.js';
import { CurrencyCodeScalar } from '../../../src/schema/scalars/currency-code.scalar.js';
import { literal, variable } from './through-graphql.js';

test('codes are taken as literal and as variable', async () => {
  expect(await literal(CountryCodeScalar, '"DE"')).toEqual({ value: 'DE' });
  expect(await variable(CountryCodeScalar, 'DE')).toEqual({ value: 'DE' });
  expect(await literal(CurrencyCodeScalar, '"JPY"')).toEqual({ value: 'JPY' });
  expect(await variable(CurrencyCodeScalar, 'JPY')).toEqual({ value: 'JPY' });
});

test.each(['de', 'D', 'DEU', 'D1', ' DE', 'DE\n', 'ÄÖ', ''])('%j is no country code', async (text) => {
  expect((await literal(CountryCodeScalar, JSON.stringify(text))).message).toBe(
    'A CountryCode has two capital letters.',
  );
  expect(() => CountryCodeScalar.serialize(text)).toThrow(TypeError);
});

test.each(['eur', 'EU', 'EURO', '978', '€', ''])('%j is no currency code', async (text) => {
  expect((await literal(CurrencyCodeScalar, JSON.stringify(text))).message).toBe(
    'A CurrencyCode has three capital letters.',
  );
  expect(() => CurrencyCodeScalar.serialize(text)).toThrow(TypeError);
});

test('a code is a string, not an enum value', async () => {
  expect((await literal(CountryCodeScalar, 'DE')).message).toBe('A CountryCode has two capital letters.');
});
