import { stringScalar } from './string-scalar.js';

export const CountryCodeScalar = stringScalar({
  name: 'CountryCode',
  description:
    'ISO 3166-1 alpha-2 code in capitals, such as `DE`. XS2A has banks in DE, AT, CH, FR, ES, IT and GB; more may follow.',
  specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html',
  message: 'A CountryCode has two capital letters.',
  parse: (text) => (/^[A-Z]{2}$/.test(text) ? text : undefined),
});
