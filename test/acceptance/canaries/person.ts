import { newPerson } from '../other-xs2a/world.js';
import { entry } from '../people/entries.js';
import { addAccount, addConnection } from '../people/records.js';

/** Somebody of whom nothing may be told. */
export const person = newPerson('Canary-_1', { name: 'Kanarie Grünspan-Vögelin', email: 'kanarie@voegelin.example' });

const ROWS = [
  entry({
    purpose: ['Praxis Dr. Geheim', 'Rechnung/4711+12'],
    name: 'Dr. med. Vera Geheim',
    iban: 'DE02120300000000202051',
  }),
  entry({
    purpose: ['Unterhalt & "Miete"'],
    name: 'Ümit Schuldner-Straße',
    iban: 'DE02500105170137075030',
    bookingDate: '2026-03-01',
  }),
];

export const full = addConnection(person, 1);
export const shared = addConnection(person, 2, { sync_mode: 'shared' });
export const manual = addConnection(person, 3, { sync_mode: 'none' });
export const account = addAccount(person, full, 4, { rows: ROWS, raw: { holder: 'Kanarie "K." Grünspan-Vögelin' } });
export const others = [
  addAccount(person, shared, 5, { rows: [entry({ purpose: ['Kirchensteuer/2026'] })] }),
  addAccount(person, full, 6),
];
