import type { Account, Connection, Person } from '../other-xs2a/world.js';
import { newPerson } from '../other-xs2a/world.js';
import { addAccount, addConnection } from './records.js';
import { manyEntries } from './zoo.js';

/** A person with 40 accounts at 17 banks: three pages of the one, two of the other. */
export function manyBanks(id = '000042'): { person: Person; connections: Connection[]; accounts: Account[] } {
  const person = newPerson(id, {
    name: 'Vera Vielkonto',
    email: 'vera@viel.example',
    testmode: 'true',
    created_at: '',
  });
  const connections = Array.from({ length: 17 }, (_, number) => addConnection(person, 100 + number));
  const accounts = Array.from({ length: 40 }, (_, number) =>
    addAccount(person, connections[number % connections.length] ?? null, 200 + number, { rows: manyEntries(8) }),
  );
  return { person, connections, accounts };
}
