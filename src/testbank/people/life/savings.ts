import { dayIn, lengthOf } from '../../calendar.js';
import type { Draft } from '../../turnover/turnover.js';
import { income, party, transfer, type Party } from './party.js';
import { monthLabel, numberOf, type Theme } from './theme.js';

const lender = party('Kreditabteilung Tannwaldbank', 'Tannwaldbank');

/** What arrives by standing order, and interest at the end of each quarter. */
export function savingsAccount(minor: number, from: Party): Theme {
  return (month) => {
    const filing = { category: 'N.1', tags: ['savings', 'deposit'] };
    const saved = income({ date: dayIn(month, 2), minor, to: from, purpose: ['Sparrate'], ...filing });
    return numberOf(month) % 3 === 0 ? [saved, interest(month, Math.round(minor * 0.11))] : [saved];
  };
}

/** A loan is paid back at the same rate each month; part of it is interest. */
export function loanAccount(rate: number, from: Party): Theme {
  return (month) => {
    const date = dayIn(month, 30);
    const filing = { category: 'A.4.2', tags: ['credit', 'installment-payment'] };
    return [
      income({ date, minor: rate, to: from, purpose: [`Rate ${monthLabel(month)}`], ...filing }),
      { date, minor: -Math.round(rate * 0.22), purpose: [`Sollzinsen ${monthLabel(month)}`], ...filing },
    ];
  };
}

/** The same rate, as the giro account pays it. */
export function loanRate(minor: number): Theme {
  return (month) => {
    const purpose = [`Darlehensrate ${monthLabel(month)}`, 'Dauerauftrag'];
    const filing = { category: 'A.4.2', tags: ['credit', 'installment-payment'] };
    return [transfer({ date: dayIn(month, 30), minor, to: lender, purpose, ...filing })];
  };
}

/** The account that a securities plan is paid from: the same fund every month, dividends every quarter. */
export function securitiesAccount(minor: number, from: Party): Theme {
  return (month, random) => {
    const filing = { category: 'A.4.1', tags: ['dividend-and-securities'] };
    const paidIn = { category: 'N.1', tags: ['savings', 'transfer'] };
    const bought = {
      date: dayIn(month, 5),
      minor: -minor + random.whole(0, 300),
      purpose: ['Wertpapierkauf Sparplan', 'WELTALL-ETF THES. WKN TST001'],
      ...filing,
    };
    const deposit = income({
      date: dayIn(month, 2),
      minor,
      to: from,
      purpose: ['Einzahlung Sparplan'],
      ...paidIn,
    });
    return numberOf(month) % 3 === 0 ? [deposit, bought, dividend(month, random.whole(800, 4200))] : [deposit, bought];
  };
}

function interest(month: string, minor: number): Draft {
  const date = dayIn(month, lengthOf(month));
  return {
    date,
    minor,
    purpose: [`Habenzinsen ${monthLabel(month)}`],
    category: 'E.4.1.1',
    tags: ['interest', 'income'],
  };
}

function dividend(month: string, minor: number): Draft {
  const purpose = ['Ertragsgutschrift', 'SCHRAUBENWERK MUSTER AG WKN TST002'];
  const filing = { category: 'E.4.2.1', tags: ['dividend-and-securities', 'income'] };
  return { date: dayIn(month, 20), minor, purpose, ...filing };
}
