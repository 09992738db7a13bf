import { dayIn } from '../../calendar.js';
import { Random } from '../../random.js';
import { directDebit, party, transfer, income } from './party.js';
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

const tenants = ['Familie Altbau', 'Herr Parkett', 'Frau Balkon', 'WG Hinterhaus', 'Ehepaar Dachstuhl'] as const;
const caretaker = party('Hausmeisterdienst Besenrein', 'Zwergenschatzbank');
const craftsmen = party('Handwerk Schiefe Fuge', 'Zwergenschatzbank');

/** An account for one let flat: the rent comes in, the house money goes out, now and then something breaks. */
export function letFlat(flat: string): Theme {
  const terms = new Random(`flat.${flat}`);
  const tenant = party(terms.pick(tenants), 'Kuckucksuhrenbank');
  const rent = terms.whole(62_000, 148_000);
  return (month, random) => {
    const label = monthLabel(month);
    const due = dayIn(month, 3);
    const received = income({
      date: due,
      minor: rent,
      to: tenant,
      purpose: [`Miete ${label}`, flat],
      category: 'E.5.1',
      tags: ['income', 'rental-revenue-habitation'],
    });
    const houseMoney = directDebit({
      date: dayIn(month, 10),
      minor: Math.round(rent * 0.31),
      to: caretaker,
      purpose: [`Hausgeld ${label}`, flat],
      category: 'A.1.3',
      tags: ['householder-fees'],
    });
    if (!random.chance(0.3)) return [received, houseMoney];
    const repair = transfer({
      date: dayIn(month, random.whole(5, 25)),
      minor: random.whole(4_900, 38_000),
      to: craftsmen,
      purpose: [`Rechnung ${random.digits(5)}`, flat],
      category: 'K.9.1',
      tags: ['service'],
    });
    return [received, houseMoney, repair];
  };
}
