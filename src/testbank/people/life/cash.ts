import { bankNamed } from '../../bank/directory.js';
import { addDays, dayIn } from '../../calendar.js';
import type { Draft } from '../../turnover/turnover.js';
import { ibanAt } from '../iban.js';
import { cardPayment, income, party, transfer, type Party } from './party.js';
import { anyDay, times } from './shopping.js';
import { monthLabel, type Theme } from './theme.js';

export const cashMachine: Theme = (month, random) =>
  times(random.whole(1, 3), () => ({
    date: anyDay(month, random),
    minor: -random.pick([3000, 5000, 10_000, 15_000]),
    purpose: ['Bargeldauszahlung', `GA NR0000${random.digits(4)}`],
    category: 'N.2',
    tags: ['cash'],
  }));

export const fuel: Theme = (month, random) =>
  times(random.whole(1, 2), () =>
    cardPayment({
      date: anyDay(month, random),
      minor: random.whole(4_200, 8_900),
      to: party('Tankstelle Letzter Tropfen'),
      purpose: ['Zapfsäule 4', 'Super E10'],
      category: 'K.4.1',
      tags: ['vehicle', 'transport'],
    }),
  );

const betweenOwnAccounts = { category: 'N.1', tags: ['transfer', 'savings'] };

/** From one's own account to another, on the second of each month. */
export function standingOrder(minor: number, to: Party, purpose: string): Theme {
  return (month) => [
    transfer({ date: dayIn(month, 2), minor, to, purpose: [purpose, 'Dauerauftrag'], ...betweenOwnAccounts }),
  ];
}

/** The other side of a standing order. */
export function paidInto(minor: number, from: Party, purpose: string): Theme {
  return (month) => [
    income({ date: dayIn(month, 2), minor, to: from, purpose: [purpose, 'Dauerauftrag'], ...betweenOwnAccounts }),
  ];
}

/** One's own account elsewhere, as the other side of a transfer. */
export function ownAccount(holder: string, bankName: string, name: string): Party {
  const bank = bankNamed(bankName);
  return { name: holder, iban: ibanAt(bank, name), bic: bank.bic };
}

/** What went wrong and was put right: goods sent back, a debit that bounced, a transfer called off. */
export const corrections: Theme = (month, random) => {
  const mishaps: Draft[] = [];
  if (random.chance(0.5)) mishaps.push(refund(anyDay(month, random), random.whole(999, 8900)));
  if (random.chance(0.25)) mishaps.push(...returnedDebit(dayIn(month, 18), month));
  if (random.chance(0.3)) mishaps.push(calledOff(anyDay(month, random)));
  return mishaps;
};

function refund(date: string, minor: number): Draft {
  const { name: holder, iban, bic } = party('Kramladen Online GmbH', 'Jodelbank');
  const purpose = ['Erstattung Ihrer Rücksendung', 'RMA 20026'];
  return { date, minor, purpose, holder, iban, bic, category: 'E.6', tags: ['refund', 'e-commerce'] };
}

function returnedDebit(date: string, month: string): Draft[] {
  const { name: holder, iban, bic } = party('Fitnesshalle Muskelkater', 'Kohlenpottbank');
  const purpose = [`Rücklastschrift Mitgliedsbeitrag ${monthLabel(month)}`];
  const filing = { category: 'N.4', tags: ['chargeback', 'chargeback-amount'] };
  const fees = { category: 'N.4', tags: ['chargeback', 'chargeback-fees', 'banking-fees'] };
  return [
    { date: addDays(date, -3), minor: -2990, purpose: ['Mitgliedsbeitrag, 2. Versuch'], holder, iban, bic, ...filing },
    { date, minor: 2990, purpose, holder, iban, bic, ...filing },
    { date, minor: -350, purpose: ['Entgelt Rücklastschrift'], ...fees },
  ];
}

function calledOff(date: string): Draft {
  const { name: holder, iban, bic } = party('Möbelhaus Wackeltisch', 'Brezelbank');
  const purpose = ['Anzahlung Sofa', 'storniert'];
  return { date, minor: -45_000, purpose, holder, iban, bic, canceled: true, category: 'K.1.2', tags: ['transfer'] };
}
