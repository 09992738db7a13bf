import { berlinText } from './berlin.js';
import type { Connection, Person, Session } from './world.js';

/** The caller's half of shared credentials, told by the last form alone. */
export function shareOf(session: Session): string {
  return `share-of-${session.key}`;
}

/** A login that was asked for with a new connection makes it; what the last form hands out is given back. */
export function finishLogin(session: Session): string[] {
  session.finished = true;
  if (session.request === null) return [];
  const mode = session.request.sync_mode ?? 'full';
  const connection = newConnection(session, mode);
  session.person.connections.push(connection);
  addAccounts(session.person, connection);
  return mode === 'shared' ? [shareOf(session)] : [];
}

function newConnection({ transaction, person }: Session, mode: unknown): Connection {
  const id = `Made_${person.connections.length}-by-wizard`;
  const now = berlinText(new Date());
  const raw = {
    id,
    transaction,
    bank_name: 'Testbank',
    sync_mode: mode,
    sync_active: 1,
    sync_fail_counter: 0,
    last_synced: now,
  };
  return { id, transaction, raw, lands: 'at-once' };
}

function addAccounts(person: Person, connection: Connection): void {
  for (const number of [1, 2]) {
    const id = `${connection.id}-${number}`;
    const raw = {
      id,
      bank_connection_id: connection.id,
      type: 'giro',
      iban: `DE0012345678000${number}`,
      holder: 'Wizard-Holder',
    };
    const balance = { id, balance: 1, currency: 'EUR' };
    person.accounts.push({
      id,
      connectionId: connection.id,
      raw,
      balance,
      turnoversSeenAt: '',
      rows: [],
      arriving: [],
    });
  }
}
