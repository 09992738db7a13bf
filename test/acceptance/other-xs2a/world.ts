import { randomUUID } from 'node:crypto';

export type JsonObject = Record<string, unknown>;

/**
 * What this server holds. Every record keeps `raw`, the JSON that it answers with, in whatever encoding the test chose; the
 * server itself reads no more of it than it must. `expected` is what a reader of the graph should see; the server never looks at it.
 */
export interface World {
  readonly people: Person[];
  readonly sessions: Map<string, Session>;
  /** Rows of the list of banks, as they are answered with. */
  readonly banks: unknown[];
  /** What webhooks would deliver, by id. */
  readonly events: Map<string, JsonObject>;
}

export interface Person {
  readonly id: string;
  readonly raw: JsonObject;
  readonly connections: Connection[];
  readonly accounts: Account[];
  readonly tokens: Token[];
  /** How `valid_until` of this person's tokens is written in answers. */
  readonly tokenTime: 'echo' | 'iso' | 'none';
  /** Rows of the two lists that nobody could read. */
  readonly badConnections: unknown[];
  readonly badAccounts: unknown[];
}

export interface Token {
  readonly id: string;
  /** Changes with every PATCH. */
  token: string;
  validUntil: Date;
  validUntilText: string;
}

export interface Connection {
  readonly id: string;
  readonly transaction: string;
  readonly raw: JsonObject;
  /** When a sync that answered 204 shows its effect: at once, or when the test says so. */
  lands: 'at-once' | 'held';
}

export interface Account {
  readonly id: string;
  connectionId: string | null;
  readonly raw: JsonObject;
  balance: unknown;
  turnoversSeenAt: unknown;
  rows: Row[];
  /** What the next sync of the connection brings. */
  arriving: Row[];
}

/** One entry of the turnovers list; nothing `expected` means that the row makes no sense and must be left out. */
export interface Row {
  readonly raw: unknown;
  readonly expected?: ExpectedTurnover;
}

export interface ExpectedTurnover {
  readonly bookingDate: string;
  readonly value: string;
  readonly currency: string | null;
  readonly status: 'PENDING' | 'BOOKED' | 'CANCELED';
  readonly purpose: readonly string[];
  readonly name: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly creditorId: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly isNew: boolean | null;
  readonly idSource: 'XS2A' | 'BANK' | 'DERIVED';
}

/** One run of the bank login. */
export interface Session {
  readonly transaction: string;
  readonly key: string;
  readonly person: Person;
  /** What the connection was asked for with; null where an existing one is logged in to again. */
  readonly request: JsonObject | null;
  /** The forms that were shown, the current one last. */
  readonly shown: string[];
  finished: boolean;
  lastError: string;
  /** How often the person has been asked to wait so far. */
  polls: number;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function newPerson(id: string, raw: JsonObject, tokenTime: Person['tokenTime'] = 'echo'): Person {
  return {
    id,
    raw: { id, object: 'bank_user', ...raw },
    connections: [],
    accounts: [],
    tokens: [],
    tokenTime,
    badConnections: [],
    badAccounts: [],
  };
}

export function beginSession(world: World, person: Person, request: JsonObject | null = null): Session {
  const session: Session = {
    transaction: `TX-${randomUUID().toUpperCase()}`,
    key: `wizkey_${randomUUID()}`,
    person,
    request,
    shown: [],
    finished: false,
    lastError: '',
    polls: 0,
  };
  world.sessions.set(session.transaction, session);
  return session;
}
