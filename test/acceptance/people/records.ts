import { randomUUID } from 'node:crypto';
import type { Account, Connection, JsonObject, Person, Row } from '../other-xs2a/world.js';
import { ibanOf, odd, oddId } from './odd.js';

/** So long ago that nothing has to settle any more. */
const LONG_SYNCED = '2026-03-10 06:30:00';

export function addConnection(person: Person, number: number, raw: JsonObject = {}): Connection {
  const id = oddId(number);
  const transaction = `TX_${randomUUID()}`;
  const ordinary = {
    bic: 'TESTDE88XXX',
    bank_name: `Bank ${number}`,
    country_id: 'DE',
    sync_mode: 'full',
    sync_active: odd(true, number),
    sync_message: '',
    sync_fail_counter: 0,
    last_synced: LONG_SYNCED,
    consent_valid_until: null,
    testmode: odd(number % 2 === 0, number),
    created_at: '2026-01-05 09:00:00',
    unheard_of: null,
  };
  const connection: Connection = {
    id,
    transaction,
    raw: { id, transaction, object: 'bank_connection', ...ordinary, ...raw },
    lands: 'at-once',
  };
  person.connections.push(connection);
  return connection;
}

export function addAccount(
  person: Person,
  connection: Connection | null,
  number: number,
  { raw = {}, rows = [] }: { raw?: JsonObject; rows?: readonly Row[] } = {},
): Account {
  const id = oddId(number);
  const account: Account = {
    id,
    connectionId: connection?.id ?? null,
    raw: { id, bank_connection_id: connection?.id ?? null, object: 'bank_account', ...ordinaryAccount(number), ...raw },
    balance: ordinaryBalance(id, number),
    turnoversSeenAt: LONG_SYNCED,
    rows: [...rows],
    arriving: [],
  };
  person.accounts.push(account);
  return account;
}

function ordinaryAccount(number: number): JsonObject {
  return {
    holder: `Holder-Of-Account-${number}`,
    iban: ibanOf(number),
    description: `Konto ${number}`,
    bic: 'TESTDE88XXX',
    account_number: `KTO-9000-${String(number).padStart(6, '0')}`,
    bank_code: '88888888',
    bank_name: `Bank ${number}`,
    country_id: 'DE',
    type: 'giro',
    joint_account: odd(number % 2 === 0, number),
    transaction_possible: odd(number % 3 === 0, number + 1),
    created_at: '2026-01-05 09:00:00',
    unheard_of: number,
  };
}

function ordinaryBalance(id: string, number: number): JsonObject {
  return {
    id,
    available: number + 0.5,
    limit: 0,
    balance: number + 0.25,
    [number % 2 === 0 ? 'currency' : 'currency_id']: 'EUR',
    date: LONG_SYNCED,
    created_at: '',
    object: 'bank_account_balance',
  };
}
