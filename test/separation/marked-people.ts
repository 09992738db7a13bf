import { newPerson, type Person } from '../acceptance/other-xs2a/world.js';
import { entry } from '../acceptance/people/entries.js';
import { addAccount, addConnection } from '../acceptance/people/records.js';
import { bankUserGlobalId, ownedGlobalId } from '../../src/domain/global-id.js';

/** A bank user all of whose rows say whose they are: each text has their mark in it, each amount their number in its thousands. */
export interface MarkedPerson {
  /** From 1, below 100. */
  readonly number: number;
  readonly person: Person;
  readonly bankUserId: string;
  readonly connectionIds: readonly string[];
  readonly accountIds: readonly string[];
}

export const TURNOVERS = 12;
const CONNECTIONS = 2;
const ACCOUNTS = 3;

/** Any mark, wherever it stands. */
const MARKS = /Zq(\d\d)x/g;

export function markedPerson(number: number): MarkedPerson {
  const mark = markOf(number);
  const person = newPerson(`user_${mark}`, { name: `Person ${mark}`, email: `${mark}@marked.example` });
  for (let index = 0; index < CONNECTIONS; index += 1) addMarkedConnection(person, number, index);
  const idsOf = (type: 'BankConnection' | 'Account', things: readonly { readonly id: string }[]) =>
    things.map(({ id }) => ownedGlobalId(type, { bankUserId: person.id, xs2aId: id }));
  return {
    number,
    person,
    bankUserId: bankUserGlobalId(person.id),
    connectionIds: idsOf('BankConnection', person.connections),
    accountIds: idsOf('Account', person.accounts),
  };
}

/** Everybody whose mark is in a text, or in an id that says in base64url whose it is. */
export function numbersIn(text: string): number[] {
  const [head = ''] = text.split('.');
  const decoded = /^[\w-]{12,}$/.test(head) ? Buffer.from(head, 'base64url').toString('latin1') : '';
  return [...`${text} ${decoded}`.matchAll(MARKS)].map(([, number]) => Number(number));
}

/** Whose an amount is. */
export function numberOfAmount(value: string): number {
  return Math.floor(Math.abs(Number(value)) / 1_000);
}

function markOf(number: number): string {
  return `Zq${String(number).padStart(2, '0')}x`;
}

function addMarkedConnection(person: Person, number: number, index: number): void {
  const mark = markOf(number);
  const connection = addConnection(person, number * 10 + index, {
    id: `conn_${mark}_${index}`,
    transaction: `TX_${mark}_${index}`,
    bank_name: `Bank ${mark}`,
  });
  Object.assign(connection, { id: connection.raw.id, transaction: connection.raw.transaction });
  for (let nth = 0; nth < (index === 0 ? ACCOUNTS - 1 : 1); nth += 1) {
    const account = addAccount(person, connection, number * 10 + person.accounts.length);
    const id = `acc_${mark}_${person.accounts.length}`;
    Object.assign(account, { id, rows: markedRows(number, nth), balance: balanceOf(id, number) });
    const texts = { holder: `Holder ${mark}`, iban: `DE00${mark.toUpperCase()}${nth}`, account_number: `KTO ${mark}` };
    Object.assign(account.raw, { id, ...texts, description: `Konto ${mark}`, bank_name: `Bank ${mark}` });
  }
}

function markedRows(number: number, account: number) {
  const mark = markOf(number);
  return Array.from({ length: TURNOVERS }, (_, index) =>
    entry(
      {
        bookingDate: new Date(Date.UTC(2026, 0, 1 + 7 * index)).toISOString().slice(0, 10),
        value: `-${amountOf(number)}`,
        purpose: [`Purpose ${mark}`, `Nr. ${account}-${index}`],
        name: `Counterparty ${mark}`,
        tags: [`tag-${mark}`],
        isNew: true,
      },
      index,
      index % 2 === 0 ? {} : { transaction_id: `bank-${mark}-${account}-${index}` },
    ),
  );
}

function balanceOf(id: string, number: number) {
  const amount = Number(amountOf(number));
  return { id, balance: amount, available: amount, limit: 0, currency: 'EUR', date: '2026-03-10 06:30:00' };
}

function amountOf(number: number): string {
  return `${number * 1_000 + 7}.25`;
}
