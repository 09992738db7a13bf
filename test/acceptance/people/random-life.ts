import type { ExpectedTurnover, Row } from '../other-xs2a/world.js';
import { Random, SEED } from '../../support/random.js';
import { entry } from './entries.js';

const NAMES = ['Café Müller', 'STRASSENBAHN', 'Straße & Söhne', 'Łódź Ltd', 'muller', 'Zoë', null];
const PURPOSES = ['Miete März', 'GEHALT', 'Rückzahlung', 'crème brûlée', 'Ticket 100%', 'a_b'];
const CATEGORIES = ['K', 'K.1', 'K.1.1', 'K.1.1.3', 'K.10', 'K.10.2', 'A.2', 'E', 'E.1.1.1.1.1', null];
const TAGS: readonly (readonly string[])[] = [
  [],
  ['rent'],
  ['rent', 'living-cost'],
  ['salary'],
  ['hamster-owner', 'rent'],
  [],
];
const CURRENCIES: readonly [string | null, number][] = [
  ['EUR', 2],
  ['EUR', 2],
  ['EUR', 2],
  ['CHF', 2],
  ['JPY', 0],
  ['KWD', 3],
  [null, 2],
];
const STATES = ['BOOKED', 'BOOKED', 'BOOKED', 'PENDING', 'CANCELED'] as const;

/** So many entries in which everything varies that a filter, an order or a sum may look at; never an amount of zero. */
export function randomLife(count: number, random = new Random(SEED)): Row[] {
  const of = <T>(choices: readonly T[]): T => {
    const choice = choices[random.below(choices.length)];
    if (choice === undefined) throw new Error('Nothing to choose from.');
    return choice;
  };
  return Array.from({ length: count }, (_, number) => {
    const [currency, digits] = of(CURRENCIES);
    const change: Partial<ExpectedTurnover> = {
      bookingDate: new Date(Date.UTC(2026, 0, 1 + random.below(120))).toISOString().slice(0, 10),
      value: `${random.below(3) === 0 ? '' : '-'}${((random.below(40_000) + 1) / 10 ** digits).toFixed(digits)}`,
      currency,
      status: of(STATES),
      purpose: [of(PURPOSES), `Nr. ${number}`],
      name: of(NAMES),
      category: of(CATEGORIES),
      tags: of(TAGS),
      isNew: random.below(4) === 0,
    };
    return entry(change, number);
  });
}
