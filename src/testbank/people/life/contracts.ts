import { dayIn } from '../../calendar.js';
import type { Draft } from '../../turnover/turnover.js';
import { directDebit, party } from './party.js';
import { monthLabel, numberOf, type Theme } from './theme.js';

const streaming = party('Flimmerkiste Streaming', 'Drizzle Building Society');
const music = party('Ohrwurm Musikdienst', 'Drizzle Building Society');
const newspaper = party('Der Tagesanzeiger von Gestern', 'Märchenbank');
const gym = party('Fitnesshalle Muskelkater', 'Kohlenpottbank');
const dogSchool = party('Hundeschule Sitzplatz', 'Hexentanzbank');
const dentalInsurer = party('Zahnfee Zusatzversicherung VVaG', 'Sterntalerbank');
const healthInsurer = party('Gute Besserung Krankenversicherung', 'Sterntalerbank');
const liabilityInsurer = party('Missgeschick Haftpflicht AG', 'Sterntalerbank');
const carInsurer = party('Beulenfrei Kfz-Versicherung', 'Sterntalerbank');
const customs = party('Hauptzollamt Schilderwald', 'Mondhafenbank');

/** Five subscriptions, each on its own day. The deepest category that the vendor publishes is among them. */
export const subscriptions: Theme = (month) => {
  const media = { category: 'K.5.1.2.1', tags: ['media'] };
  const sport = { category: 'K.8.1.2.1', tags: ['recreation', 'health'] };
  const label = monthLabel(month);
  const on = (day: number) => dayIn(month, day);
  return [
    directDebit({ date: on(2), minor: 1399, to: streaming, purpose: [`Abo ${label}`], ...media }),
    directDebit({ date: on(7), minor: 1099, to: music, purpose: [`Premium ${label}`], ...media }),
    directDebit({ date: on(1), minor: 3490, to: newspaper, purpose: [`Zeitungsabo ${label}`], ...media }),
    directDebit({ date: on(5), minor: 2990, to: gym, purpose: [`Mitgliedsbeitrag ${label}`], ...sport }),
    directDebit({
      date: on(20),
      minor: 4500,
      to: dogSchool,
      purpose: [`Kurs Welpen ${label}`],
      category: 'K.8.3.2.2.2.1',
      tags: ['dog-owner'],
    }),
  ];
};

export const insurances: Theme = (month) => [
  directDebit({
    date: dayIn(month, 1),
    minor: 2340,
    to: dentalInsurer,
    purpose: [`Beitrag ${monthLabel(month)}`, 'Zahnzusatz'],
    category: 'A.3.3.3',
    tags: ['insurance', 'insurance-health', 'insurance-health-supplementary'],
  }),
  ...yearly(numberOf(month), month),
];

export const privateHealthInsurance: Theme = (month) => [
  directDebit({
    date: dayIn(month, 1),
    minor: 48_712,
    to: healthInsurer,
    purpose: [`Krankenversicherung ${monthLabel(month)}`, 'Tarif Komfort'],
    category: 'A.3.3.2',
    tags: ['insurance', 'insurance-health', 'insurance-health-private'],
  }),
];

function yearly(number: number, month: string): Draft[] {
  const date = dayIn(month, 2);
  const year = month.slice(0, 4);
  if (number === 1) {
    const filing = { category: 'A.3.3.5', tags: ['insurance', 'insurance-vehicle', 'vehicle'] };
    return [directDebit({ date, minor: 46_280, to: carInsurer, purpose: [`Jahresbeitrag ${year}`], ...filing })];
  }
  if (number === 4) {
    const filing = { category: 'A.3.3.4', tags: ['insurance', 'insurance-indemnity-accident'] };
    return [directDebit({ date, minor: 6890, to: liabilityInsurer, purpose: [`Jahresbeitrag ${year}`], ...filing })];
  }
  if (number === 9) {
    const filing = { category: 'A.5.3', tags: ['tax-vehicle', 'vehicle', 'tax-office'] };
    return [directDebit({ date, minor: 13_200, to: customs, purpose: [`Kfz-Steuer ${year}`], ...filing })];
  }
  return [];
}
