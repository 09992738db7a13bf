import { stringScalar } from './string-scalar.js';

const MAX_LENGTH = 40;

/** Removes leading zeros and the sign of zero; `ofFraction` normalises the decimals. */
function canonical(text: string, ofFraction: (digits: string) => string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', digits = ''] = match;
  const fraction = ofFraction(digits);
  const magnitude = fraction === '' ? whole : `${whole}.${fraction}`;
  return /[1-9]/.test(magnitude) ? sign + magnitude : magnitude;
}

/** Values from the gateway itself are already canonical. */
const CANONICAL = /^(?!-[0.]*$)-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

export const DecimalScalar = stringScalar({
  name: 'Decimal',
  description:
    'Exact decimal number as a string, such as `"-1234.50"`; never a float. Plain notation without exponent, thousands ' +
    'separators or plus sign, at most 40 characters. Amounts in answers have as many decimals as their currency.',
  message: 'A Decimal is a string in plain decimal notation, such as "-1234.50", of at most 40 characters.',
  // A filter treats 12.5 and 12.50 as equal, but amounts are shown with the decimals of their currency.
  parse: (text) => canonical(text, (digits) => digits.replace(/0+$/, '')),
  print: (text) => (text.length <= MAX_LENGTH && CANONICAL.test(text) ? text : canonical(text, (digits) => digits)),
});
