import { addDays, type Day } from '../../time/calendar.js';
import type { Draft } from '../../turnover/draft.js';
import { cardPayment, directDebit, party } from './party.js';

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
