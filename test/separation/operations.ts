import type { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import type { Random } from '../support/random.js';
import { numberOfAmount, numbersIn, TURNOVERS, type MarkedPerson } from './marked-people.js';

/** Something that one of the people asks for. */
export interface Operation {
  readonly kind: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the data must come to for whoever asks, apart from being their own. */
  readonly expected?: (data: Record<string, unknown>) => boolean;
  /** Errors of this code belong to the answer. */
  readonly refusal?: 'NOT_FOUND';
}

export interface Asked {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

const TURNOVER = `fragment T on Turnover {
  id bookingDate amount { value } purpose counterparty { name } tags isNew account { xs2aId bankUser { xs2aId } }
}`;
const ACCOUNT = `fragment A on Account {
  id xs2aId holder iban accountNumber description bankName bankUser { name } connection { xs2aId }
  balance { amount { value } available { value } }
}`;
const DASHBOARD = `query Dashboard { viewer {
  id xs2aId name email
  connections { id xs2aId transactionId bankName accounts { xs2aId } }
  accounts { ...A all: turnovers(first: 50) { totalCount nodes { ...T } } late: turnovers(filter: { from: "2026-03-01" }) { nodes { ...T } } }
} } ${ACCOUNT} ${TURNOVER}`;
const MERGED = `query Merged { viewer { name turnovers(first: 20) { totalCount nodes { ...T } incompleteAccounts { code } } } } ${TURNOVER}`;
const NODES = `query Nodes($user: ID!, $connection: ID!, $account: ID!) {
  bankUser(id: $user) { name accounts { iban } }
  bankConnection(id: $connection) { bankName bankUser { email } accounts { ...A } }
  account(id: $account) { ...A old: turnovers(filter: { to: "2026-02-10" }, first: 3) { nodes { ...T } } new: turnovers(last: 2) { nodes { ...T } } }
} ${ACCOUNT} ${TURNOVER}`;
const ENTITIES = `query Entities($things: [_Any!]!) { _entities(representations: $things) {
  __typename ... on BankUser { id name } ... on BankConnection { id bankName } ... on Account { ...A }
} } ${ACCOUNT}`;
const SEEN = `mutation Seen($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename ... on MarkTurnoversSeenSuccess { account { ...A turnovers(first: 3) { nodes { ...T } } } } } } ${ACCOUNT} ${TURNOVER}`;
const SYNC = `mutation Sync($id: ID!) { syncBankConnection(input: { id: $id, force: true, userPresent: true }) { __typename } }`;
const LOGIN = `mutation Login { createBankConnection(input: { syncMode: NONE, idempotencyKey: "everybody-uses-this-one" }) {
  ... on CreateBankConnectionSuccess { wizardSession { key transactionId } } } }`;

/** An operation by chance, as `me`, who knows the ids of somebody else as well. */
export function someOperation(me: MarkedPerson, other: MarkedPerson, xs2a: OtherXs2a, random: Random): Operation {
  const pick = random.next();
  const { connection, account } = idsOf(me, random);
  if (pick < 0.3) return dashboard(me);
  if (pick < 0.45) return { kind: 'merged', query: MERGED, variables: {}, expected: hasAllTurnovers(me) };
  if (pick < 0.65) return nodes({ user: me.bankUserId, connection, account });
  if (pick < 0.75)
    return { ...nodes(idsOf(other, random)), kind: 'foreign nodes', refusal: 'NOT_FOUND', expected: isAllNull };
  if (pick < 0.88) return entities(me, other, random);
  if (pick < 0.93) return { kind: 'seen', query: SEEN, variables: { id: account } };
  if (pick < 0.95) return { kind: 'foreign seen', query: SEEN, variables: { id: random.of(other.accountIds) } };
  // What was synced lately is kept in no cache, and no result for whoever has it: so of a few people, and one connection.
  if (pick < 0.955 && me.number % 5 === 0) return { kind: 'sync', query: SYNC, variables: { id: me.connectionIds[1] } };
  return { kind: 'login', query: LOGIN, variables: {}, expected: isLoginOf(me, xs2a) };
}

/** The one that needs everything there is. */
export function dashboard(me: MarkedPerson): Operation {
  return { kind: 'dashboard', query: DASHBOARD, variables: {}, expected: hasAllAccounts(me) };
}

/** Rows of others in an answer; each is a leak. */
export function foreignRowsIn(data: unknown, me: MarkedPerson): number {
  return leaves(data).filter(([name, value]) =>
    name === 'value' ? numberOfAmount(value) !== me.number : numbersIn(value).some((number) => number !== me.number),
  ).length;
}

/** How many texts in an answer say that they are of whoever asked. */
export function ownRowsIn(data: unknown, me: MarkedPerson): number {
  return leaves(data).filter(([, value]) => numbersIn(value).includes(me.number)).length;
}

/** What is wrong with an answer apart from rows of others; undefined where nothing is. */
export function faultOf(operation: Operation, { data, errors = [] }: Asked): string | undefined {
  const codes = errors.map(({ extensions }) => extensions.code).filter((code) => code !== operation.refusal);
  const [code] = [...codes, ...incompleteIn(data)];
  if (code !== undefined) return `${operation.kind}: ${code}`;
  if (data == null) return operation.refusal === undefined ? `${operation.kind}: no data` : undefined;
  return operation.expected?.(data) === false ? `${operation.kind}: not what it should be` : undefined;
}

/** Why accounts are missing in the one list over all of them. */
function incompleteIn(data: Asked['data']): string[] {
  const { turnovers } = (data?.viewer ?? {}) as { turnovers?: { incompleteAccounts: { code: string }[] } };
  return turnovers?.incompleteAccounts.map(({ code }) => code) ?? [];
}

function nodes(ids: { readonly user: string; readonly connection: string; readonly account: string }): Operation {
  return { kind: 'nodes', query: NODES, variables: ids };
}

function idsOf(person: MarkedPerson, random: Random) {
  return {
    user: person.bankUserId,
    connection: random.of(person.connectionIds),
    account: random.of(person.accountIds),
  };
}

/** Own and foreign things in turns: those of others come to nothing. */
function entities(me: MarkedPerson, other: MarkedPerson, random: Random): Operation {
  const things = [me, other].flatMap((person) => {
    const { user, connection, account } = idsOf(person, random);
    return [
      { __typename: 'BankUser', id: user },
      { __typename: 'BankConnection', id: connection },
      { __typename: 'Account', id: account },
    ];
  });
  const expected = ({ _entities }: Record<string, unknown>) =>
    (_entities as unknown[]).every((found, index) => (found === null) === index >= 3);
  return { kind: 'entities', query: ENTITIES, variables: { things }, expected };
}

function hasAllAccounts({ person }: MarkedPerson) {
  return (data: Record<string, unknown>) => {
    const { accounts } = data.viewer as { accounts: { all: { totalCount: number; nodes: unknown[] } }[] };
    return accounts.length === person.accounts.length && accounts.every(({ all }) => all.nodes.length === TURNOVERS);
  };
}

function hasAllTurnovers({ person }: MarkedPerson) {
  return (data: Record<string, unknown>) =>
    (data.viewer as { turnovers: { totalCount: number } }).turnovers.totalCount === TURNOVERS * person.accounts.length;
}

function isAllNull(data: Record<string, unknown>): boolean {
  return Object.values(data).every((value) => value === null);
}

/** A key of idempotency is its caller's alone, so that nobody is handed another one's login. */
function isLoginOf({ person }: MarkedPerson, { world }: OtherXs2a) {
  return ({ createBankConnection }: Record<string, unknown>) => {
    const { key, transactionId } = (createBankConnection as { wizardSession: { key: string; transactionId: string } })
      .wizardSession;
    const session = world.sessions.get(transactionId);
    return session?.person === person && session.key === key;
  };
}

/** All texts in a value, with the name of the member that each is in. */
function leaves(value: unknown, name = ''): [string, string][] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => leaves(inner, Array.isArray(value) ? name : member));
}
