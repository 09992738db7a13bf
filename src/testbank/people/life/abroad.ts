import { dayIn } from '../../calendar.js';
import { cardPayment, income, party, type Party } from './party.js';
import { anyDay, times } from './shopping.js';
import type { Theme } from './theme.js';

const swissPlaces = ['Bergbahn Murmelgrat', 'Käserei Lochmatt', 'Kiosk am Perron', 'Hütte Gipfelschnauf'] as const;
const americanPlaces = ['Diner Route Nowhere', 'Taxi Yellowish', 'Motel Half Moon', 'Cloudy Hosting Inc.'] as const;

/** An account for journeys: filled from home in the account's currency, spent by card abroad. */
function travelAccount(places: readonly [string, ...string[]], country: string, monthly: number, from: Party): Theme {
  return (month, random) => {
    const filing = { category: 'N.1', tags: ['transfer', 'cross-country'] };
    const date = dayIn(month, 3);
    const filled = income({ date, minor: monthly, to: from, purpose: ['Reisekasse'], ...filing });
    const spent = times(random.whole(2, 6), () =>
      cardPayment({
        date: anyDay(month, random),
        minor: random.whole(450, Math.round(monthly / 3)),
        to: party(random.pick(places)),
        purpose: [`${country} Kartenzahlung im Ausland`],
        category: 'K.8.1.3',
        tags: ['cross-country', 'recreation'],
      }),
    );
    return [filled, ...spent];
  };
}

export function swissAccount(monthly: number, from: Party): Theme {
  return travelAccount(swissPlaces, 'CHE', monthly, from);
}

export function americanAccount(monthly: number, from: Party): Theme {
  return travelAccount(americanPlaces, 'USA', monthly, from);
}

/** A wallet: small sums in from the bank, smaller ones out to friends and shops. */
export const wallet: Theme = (month, random) => {
  const to = party('Aufladung Geldbörse', 'Mondhafenbank');
  const filing = { category: 'N.1', tags: ['money-transfer-service', 'psp'] };
  const filled = income({ date: dayIn(month, 6), minor: 5000, to, purpose: ['Guthaben aufgeladen'], ...filing });
  const spent = times(random.whole(2, 6), () => ({
    date: anyDay(month, random),
    minor: -random.whole(150, 1_600),
    purpose: ['An Freunde gesendet', 'Pizza, Kino oder so'],
    holder: random.pick(['Tilda Testfreund', 'Bosse Beispielsen', 'Ida Irgendwer']),
    ...filing,
  }));
  return [filled, ...spent];
};

/** Paid into every month, for a house one day. */
export function buildingSavings(minor: number, from: Party): Theme {
  return (month) => {
    const filing = { category: 'A.4.1', tags: ['savings-building', 'savings'] };
    const date = dayIn(month, 1);
    return [income({ date, minor, to: from, purpose: ['Bausparbeitrag', 'Vertrag 00 000 000'], ...filing })];
  };
}
