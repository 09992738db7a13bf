import { stringScalar } from './string-scalar.js';

export const CurrencyCodeScalar = stringScalar({
  name: 'CurrencyCode',
  description:
    'ISO 4217 code in capitals, such as `EUR`. A scalar and not an enum, so that a new currency breaks no client.',
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  message: 'A CurrencyCode has three capital letters.',
  parse: (text) => (/^[A-Z]{3}$/.test(text) ? text : undefined),
});
