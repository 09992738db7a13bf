import { dayIn } from '../../time/calendar.js';
import { directDebit, party, transfer } from './party.js';
import { monthLabel, numberOf, type Theme } from './theme.js';

const landlord = party('Hausverwaltung Erkerfenster', 'Bärenbank');
const powerCompany = party('Stromwerke Windrad eG', 'Wolkenschafbank');
const waterCompany = party('Quellwasser Zweckverband', 'Pflaumenbaumbank');
const phoneCompany = party('Funkloch Telekommunikation', 'Domspatzbank');
const mobileCompany = party('Zwitscher Mobil', 'Möwenbank');
const broadcaster = party('Rundfunkbeitrag Testsender', 'Domspatzbank');

export function rent(minor: number): Theme {
  return (month) => [
    transfer({
      date: dayIn(month, 1),
      minor,
      to: landlord,
      purpose: [`Miete ${monthLabel(month)}`, 'Wohnung 3. OG links', 'Dauerauftrag'],
      category: 'A.1.1',
      tags: ['rent', 'rent-habitation', 'living-cost'],
    }),
  ];
}

export function utilities(electricity: number): Theme {
  return (month) => {
    const date = dayIn(month, 15);
    const power = directDebit({
      date,
      minor: electricity,
      to: powerCompany,
      purpose: [`Abschlag Strom ${monthLabel(month)}`, 'Vertrag 4711'],
      category: 'K.6.1',
      tags: ['electricity', 'living-cost'],
    });
    if (numberOf(month) % 2 === 1) return [power];
    const purpose = [`Abschlag Wasser ${monthLabel(month)}`];
    const filing = { category: 'K.6.2', tags: ['water', 'living-cost'] };
    return [power, directDebit({ date, minor: 4650, to: waterCompany, purpose, ...filing })];
  };
}

export const telephone: Theme = (month) => {
  const filing = { category: 'K.5.2', tags: ['telecommunication'] };
  const label = monthLabel(month);
  return [
    directDebit({
      date: dayIn(month, 4),
      minor: 3995,
      to: phoneCompany,
      purpose: [`Rechnung ${label}`, 'Internet und Festnetz'],
      ...filing,
    }),
    directDebit({
      date: dayIn(month, 9),
      minor: 1499,
      to: mobileCompany,
      purpose: [`Mobilfunk ${label}`],
      ...filing,
    }),
  ];
};

/** Due in the middle of a quarter. */
export const broadcastingFee: Theme = (month) => {
  if (numberOf(month) % 3 !== 2) return [];
  const date = dayIn(month, 15);
  const purpose = [`Rundfunkbeitrag ${monthLabel(month)}`, 'Beitragsnummer 000 000 001'];
  const filing = { category: 'A.5.2', tags: ['public-fees', 'householder-fees'] };
  return [directDebit({ date, minor: 5508, to: broadcaster, purpose, ...filing })];
};
