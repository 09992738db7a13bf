import { dayIn } from '../../calendar.js';
import type { Draft } from '../../turnover/turnover.js';
import { income, party, transfer } from './party.js';
import { monthLabel, numberOf, type Theme } from './theme.js';

const familyOffice = party('Familienkasse Teststadt', 'Mondhafenbank');
const taxOffice = party('Finanzamt Musterhausen', 'Domspatzbank');

/** A salary at the end of the month, and a thirteenth one in November. */
export function salary(minor: number, employerName: string): Theme {
  const employer = party(employerName, 'Goldeselbank');
  const pay = (month: string, amount: number, purpose: string): Draft =>
    income({
      date: dayIn(month, 26),
      minor: amount,
      to: employer,
      purpose: [`${purpose} ${monthLabel(month)}`, 'Personalnummer 00815'],
      category: 'E.1.1.1',
      tags: ['income', 'salary'],
    });
  return (month) => {
    const wage = pay(month, minor, 'Lohn/Gehalt');
    return numberOf(month) === 11 ? [wage, pay(month, Math.round(minor * 0.82), '13. Monatsgehalt')] : [wage];
  };
}

export const childBenefit: Theme = (month) => [
  income({
    date: dayIn(month, 12),
    minor: 25_900,
    to: familyOffice,
    purpose: [`Kindergeld ${monthLabel(month)}`, 'KG-Nr 000FK000000'],
    category: 'E.3.4.1',
    tags: ['income', 'child-benefit', 'government-support'],
  }),
];

const clients = ['Papierflieger Verlag', 'Studio Querdenkmal', 'Museum für Unfug', 'Stadtwerke Nirgendwo'] as const;

/** Invoices of a freelancer: one to three a month, and tax paid in advance every quarter. */
export const freelance: Theme = (month, random) => {
  const invoices = Array.from({ length: random.whole(1, 3) }, (_, index) => {
    const number = `${month.replace('-', '')}-${index + 1}`;
    return income({
      date: dayIn(month, random.whole(3, 27)),
      minor: random.whole(95_000, 240_000),
      to: party(random.pick(clients), 'Spreepiratenbank'),
      purpose: [`Rechnung ${number}`, 'Illustrationen'],
      category: 'E.1.2.1',
      tags: ['income', 'self-employed', 'revenue'],
    });
  });
  return numberOf(month) % 3 === 0 ? [...invoices, taxInAdvance(month)] : invoices;
};

function taxInAdvance(month: string): Draft {
  const purpose = [`Einkommensteuer-Vorauszahlung ${monthLabel(month)}`, 'StNr 00/000/00000'];
  const filing = { category: 'A.5.1', tags: ['tax-office'] };
  return transfer({ date: dayIn(month, 10), minor: 118_000, to: taxOffice, purpose, ...filing });
}
