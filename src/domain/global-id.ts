import { GatewayError } from '../errors/gateway-error.js';

/**
 * Ids of the graph. XS2A's ids are not enough: a connection or an account can only be read with the access token of its bank
 * user, so a global id contains the bank user's id. It also contains its type, so that ids of two types never collide in a
 * client's cache. It is opaque to callers.
 *
 * Form: base64url, without padding, of `<type letter>.<bank user id>[.<own id>]`. The dot cannot occur in an upstream id.
 */
const LETTERS = { BankUser: 'u', BankConnection: 'c', Account: 'a', Turnover: 't', RecurringPayment: 'r' } as const;

export interface BankUserRef {
  /** XS2A's id of the bank user. */
  readonly bankUserId: string;
}

/** Identifies something that belongs to a bank user: a connection or an account. */
export interface OwnedRef extends BankUserRef {
  /** XS2A's id of the connection or account. */
  readonly xs2aId: string;
}

/**
 * What may be part of an upstream path. Ids are checked, not escaped: `encodeURIComponent` leaves `..` alone. `__proto__` is
 * excluded because ids are used as property names.
 */
const UPSTREAM_ID = /^(?!__proto__$)[A-Za-z0-9_-]{1,64}$/;

/** The longest valid id is a letter, two upstream ids and two dots, in base64url. */
const MAX_LENGTH = Math.ceil((131 * 4) / 3);

export function isUpstreamId(value: unknown): value is string {
  return typeof value === 'string' && UPSTREAM_ID.test(value);
}

export function bankUserGlobalId(bankUserId: string): string {
  return encode(`${LETTERS.BankUser}.${bankUserId}`);
}

export function ownedGlobalId(type: 'BankConnection' | 'Account', ref: OwnedRef): string {
  return encode(`${LETTERS[type]}.${ref.bankUserId}.${ref.xs2aId}`);
}

/**
 * The prefix of all turnover ids of an account. The turnover's key follows in plain text, so that ids of one account compare as
 * their keys do: turnovers are ordered by id last.
 */
export function turnoverIdPrefix(account: OwnedRef): string {
  return `${encode(`${LETTERS.Turnover}.${account.bankUserId}.${account.xs2aId}`)}.`;
}

/** @param key of the first occurrence */
export function recurringPaymentGlobalId(account: OwnedRef, key: string): string {
  return `${encode(`${LETTERS.RecurringPayment}.${account.bankUserId}.${account.xs2aId}`)}.${key}`;
}

/** Identifies a turnover: its account, and its key within it. */
export interface TurnoverRef extends OwnedRef {
  readonly key: string;
}

/** Undefined when the id is malformed or of another type. */
export function parseTurnoverId(id: string): TurnoverRef | undefined {
  const [account = '', key, ...rest] = id.split('.');
  const [bankUserId, xs2aId, ...more] = decode(LETTERS.Turnover, account);
  if (!isUpstreamId(bankUserId) || !isUpstreamId(xs2aId) || more.length > 0 || rest.length > 0) return undefined;
  return key === undefined || !TURNOVER_KEY.test(key) ? undefined : { bankUserId, xs2aId, key };
}

const TURNOVER_KEY = /^[\w-]{1,64}$/;

/** Undefined when the id is malformed or of another type. */
export function parseBankUserId(id: string): BankUserRef | undefined {
  const [bankUserId, ...rest] = decode(LETTERS.BankUser, id);
  return isUpstreamId(bankUserId) && rest.length === 0 ? { bankUserId } : undefined;
}

/** Undefined when the id is malformed or of another type. */
export function parseOwnedId(type: 'BankConnection' | 'Account', id: string): OwnedRef | undefined {
  const [bankUserId, xs2aId, ...rest] = decode(LETTERS[type], id);
  return isUpstreamId(bankUserId) && isUpstreamId(xs2aId) && rest.length === 0 ? { bankUserId, xs2aId } : undefined;
}

/** The error for a missing, foreign or malformed id: callers cannot distinguish the three. */
export function notFound(): GatewayError {
  return new GatewayError('NOT_FOUND');
}

function encode(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64url');
}

/** By the first two characters of an id, which are the letter and half of the dot. */
const TYPES = new Map(Object.entries(LETTERS).map(([type, letter]) => [encode(`${letter}.`).slice(0, 2), type]));

/** The type of what has this id of the graph. */
export function typeOfGlobalId(id: string): string | undefined {
  return TYPES.get(id.slice(0, 2));
}

/** The parts after the type letter; none when the id is not in canonical form. */
function decode(letter: string, id: string): string[] {
  if (id.length > MAX_LENGTH) return [];
  const text = Buffer.from(id, 'base64url').toString('latin1');
  // Node's base64 is lenient, but one object must not have two ids.
  if (encode(text) !== id || !text.startsWith(`${letter}.`)) return [];
  return text.slice(2).split('.');
}
