import { addMonths, dayIn, type Month } from '../../calendar.js';
import { Random } from '../../random.js';
import type { Draft } from '../../turnover/turnover.js';
import { directDebit, party } from './party.js';
import { anyDay, times } from './shopping.js';
import { monthLabel, type Theme } from './theme.js';

const merchants = [
  { name: 'Hotel Zum Schiefen Turm', category: 'K.8.1.1', tags: ['recreation'] },
  { name: 'Bahnreisen Verspätung', category: 'K.4.2.1', tags: ['transport'] },
  { name: 'Kramladen Online', category: 'K.1.2', tags: ['e-commerce'] },
  { name: 'Tickets für Alles', category: 'K.8.1.2', tags: ['recreation', 'e-commerce'] },
  { name: 'Appmarkt Kleinvieh', category: 'K.5.1.2.2', tags: ['media', 'e-commerce'] },
] as const;

const issuer = party('Kartenstelle Plastikgeld', 'Goldeselbank');

/** The card's own account: purchases, and on the 5th what was spent in the month before is paid back. */
export function cardAccount(card: string): Theme {
  return (month) => [...purchases(card, month), ...settled(card, month)];
}

/** The same payment, as the giro account sees it. */
export function cardSettlement(card: string): Theme {
  return (month) => {
    const { date, minor, purpose } = settlement(card, month);
    const filing = { category: 'N.3', tags: ['credit-card'] };
    return minor === 0 ? [] : [directDebit({ date, minor, to: issuer, purpose, ...filing })];
  };
}

function settled(card: string, month: Month): Draft[] {
  const payment = settlement(card, month);
  return payment.minor === 0 ? [] : [{ ...payment, category: 'N.3', tags: ['credit-card'] }];
}

function settlement(card: string, month: Month): Pick<Draft, 'date' | 'minor' | 'purpose'> {
  const before = addMonths(month, -1);
  const minor = purchases(card, before).reduce((total, draft) => total - draft.minor, 0);
  return { date: dayIn(month, 5), minor, purpose: [`Kreditkartenabrechnung ${monthLabel(before)}`] };
}

function purchases(card: string, month: Month): Draft[] {
  const random = new Random(`card.${card}.${month}`);
  return times(random.whole(3, 8), () => {
    const { name, category, tags } = random.pick(merchants);
    const purpose = [name.toUpperCase(), `Karte ${random.digits(4)}`];
    const filing = { category, tags: ['credit-card', ...tags] };
    return { date: anyDay(month, random), minor: -random.whole(299, 14_900), purpose, holder: name, ...filing };
  });
}
