import { dayIn, lengthOf, type Month, addDays, type Day } from '../../calendar.js';
import type { Random } from '../../random.js';
import type { Draft } from '../../turnover/turnover.js';
import { cardPayment, directDebit, party } from './party.js';
import type { Theme } from './theme.js';

const supermarkets = [
  'Markthalle Grünkohl',
  'Krautkopf Discount',
  'Frischfuchs Supermarkt',
  'Bioladen Regenwurm',
] as const;
const restaurants = [
  'Gasthaus Zum Goldenen Löffel',
  'Pizzeria Da Nessuno',
  'Imbiss Currykurve',
  'Café Tagtraum',
] as const;
const shops = ['Schuhhaus Barfuß', 'Buchhandlung Eselsohr', 'Kaufhaus Irgendwas', 'Apotheke am Holunder'] as const;
const paymentService = party('Zahlfix Payments S.A.', 'Banque du Lac Bleu');

export const groceries: Theme = (month, random) =>
  times(random.whole(8, 12), () =>
    cardPayment({
      date: anyDay(month, random),
      minor: random.whole(680, 9_450),
      to: party(random.pick(supermarkets)),
      purpose: [`${random.digits(2)}.${random.digits(5)} DE KFN 1`],
      category: 'K.1.1.1',
      tags: ['groceries', 'food'],
    }),
  );

export const eatingOut: Theme = (month, random) =>
  times(random.whole(2, 5), () =>
    cardPayment({
      date: anyDay(month, random),
      minor: random.whole(890, 7_200),
      to: party(random.pick(restaurants)),
      purpose: ['Vielen Dank für Ihren Besuch'],
      category: 'K.3.1',
      tags: ['food', 'recreation'],
    }),
  );

export const shopsInTown: Theme = (month, random) =>
  times(random.whole(1, 3), () =>
    cardPayment({
      date: anyDay(month, random),
      minor: random.whole(1_200, 12_900),
      to: party(random.pick(shops)),
      purpose: [`Bon ${random.digits(6)}`],
      category: 'K.1.2',
      tags: ['expenditure'],
    }),
  );

/** Bought in a shop on the net and collected by a payment service, in whose name it appears. */
export const onlineShopping: Theme = (month, random) =>
  times(random.whole(1, 3), () =>
    directDebit({
      date: anyDay(month, random),
      minor: random.whole(999, 15_900),
      to: paymentService,
      purpose: [random.digits(13), 'Ihr Einkauf bei Kramladen Online'],
      category: 'K.1.2',
      tags: ['e-commerce', 'psp'],
    }),
  );

/** Two tickets bought one after the other: entries that differ in nothing. */
export const twinTickets: Theme = (month, random) => {
  const ticket = cardPayment({
    date: anyDay(month, random),
    minor: 350,
    to: party('Straßenbahn Musterhausen'),
    purpose: ['Einzelfahrschein', 'Automat 12'],
    category: 'K.4.2.1',
    tags: ['transport'],
  });
  return [ticket, { ...ticket }];
};

export function anyDay(month: Month, random: Random): string {
  return dayIn(month, random.whole(1, lengthOf(month)));
}

export function times(count: number, make: () => Draft): Draft[] {
  return Array.from({ length: count }, make);
}

const bakery = party('Backstube Krümelmeister');
const kiosk = party('Kiosk Nachteule');

/** The last days of an account in daily use: two entries pending, one called off, and twins. */
export function lately(lastDay: Day): Draft[] {
  const yesterday = addDays(lastDay, -1);
  const bread = { minor: 485, to: bakery, purpose: ['Beleg 0815'], category: 'K.1.1.2', tags: ['food'] };
  const coffee = cardPayment({ ...bread, date: yesterday, to: kiosk, minor: 290, purpose: ['Kaffee to stay'] });
  return [
    { ...cardPayment({ ...bread, date: lastDay }), prebooked: true },
    { ...pendingOrder(yesterday), prebooked: true },
    coffee,
    { ...coffee },
    { ...pendingOrder(addDays(lastDay, -4)), canceled: true },
  ];
}

function pendingOrder(date: Day): Draft {
  const to = party('Zahlfix Payments S.A.', 'Banque du Lac Bleu');
  const filing = { category: 'K.1.2', tags: ['e-commerce', 'psp'] };
  return directDebit({ date, minor: 2499, to, purpose: ['Ihr Einkauf bei Kramladen Online'], ...filing });
}
