/** The many ways in which XS2A writes one thing; the number picks one, so that neighbours differ and runs agree. */
export function odd(value: boolean, pick: number): unknown {
  const ways = value ? [true, 1, '1', 'true'] : [false, 0, '0', 'false'];
  return ways[pick % ways.length];
}

/** Nothing, as null or as an empty text. */
export function nothing(pick: number): unknown {
  return pick % 2 === 0 ? null : '';
}

/** Ids that fit the alphabet of upstream ids and are unlike each other. Distinct numbers give distinct ids. */
export function oddId(number: number): string {
  const digits = String(number).padStart(5, '0');
  const forms = [
    digits,
    `-_${digits}_-`,
    `${digits}e2`,
    `ID${digits}AbC`,
    `id${digits}aBc`,
    `_${digits}`.padEnd(64, 'Zz-9'),
  ];
  return forms[number % forms.length] ?? digits;
}

/** An IBAN-like number that a leak check can search for. */
export function ibanOf(number: number): string {
  return `DE89370400${String(number).padStart(12, '0')}`;
}
