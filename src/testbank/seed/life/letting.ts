import { dayIn } from '../../time/calendar.js';
import { Random } from '../../random.js';
import { directDebit, income, party, transfer } from './party.js';
import { monthLabel, type Theme } from './theme.js';

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
