import { hash } from 'node:crypto';
import type { Pace, Paced } from './pace.js';
import { sortPaced } from './sort.js';
import { visibleLetters } from './text.js';
import type { TurnoverContent, TurnoverIdSource, TurnoverStatus } from './turnover-content.js';

const LETTERS: Record<TurnoverIdSource, string> = { XS2A: 'x', BANK: 'b', DERIVED: 'd' };

/** A letter and 22 characters of base64url; four of them are the booking day where that is part of the identity. */
const KEY_LENGTH = 23;
const DAY_LENGTH = 4;

/**
 * Placeholders that banks send in place of an id, in upper case without white space. The first alternative includes the zero
 * UUID.
 */
const PLACEHOLDER = /^(?:[0.–—-]*|N\/?A|NULL|UNDEFINED|NONE|NOT-?PROVIDED|NON-?REF|NO-?REF|KEINE)$/;

/**
 * Short groups of digits, such as `2` or `9/12`, number an entry on its statement. The number moves to another payment when a row
 * is inserted before it.
 */
const ORDINAL = /^\d{1,5}(?:[^\dA-Z]+\d{1,5})*$/;

/** The trimmed id; null for a placeholder. */
export function realId(id: string | null): string | null {
  if (id === null) return null;
  const text = id.trim();
  return PLACEHOLDER.test(visibleLetters(text).toUpperCase()) ? null : text;
}

/** The bank's own id of an entry; null for a placeholder or a number on the statement. */
function bankId({ bankTransactionId, bookingDate }: TurnoverContent): string | null {
  const id = realId(bankTransactionId);
  if (id === null || id.length > 24) return id;
  return isOrdinal(id.toUpperCase(), bookingDate) ? null : id;
}

function isOrdinal(id: string, bookingDate: string): boolean {
  if (!/^\d/.test(id)) return false;
  if (ORDINAL.test(id)) return true;
  const [year = '', month = '', day = ''] = bookingDate.split('-');
  const short = year.slice(2);
  const dates = [`${year}${month}${day}`, `${day}${month}${year}`, `${short}${month}${day}`, `${day}${month}${short}`];
  const digits = id.replace(/[^\dA-Z]/g, '');
  return dates.some((date) => digits.startsWith(date) && /^[A-Z]?\d{0,5}$/.test(digits.slice(date.length)));
}

/** XS2A ids that occur in several rows of a list and therefore identify nothing. */
export type RepeatedIds = ReadonlySet<string>;

/**
 * The keys of all turnovers of one account and one booking day, in the order of `contents`: a letter for the source of the id,
 * then the day where it is part of the identity (`b` and `d`), then base64url of a SHA-256: 132 bits, or 108 with a day.
 *
 * - `x`: from XS2A's own id, which holds within the account, whatever the bank changes.
 * - `b`: from the day and the bank's id, where that occurs once on the day.
 * - `d`: from day, amount, currency, purpose, counterparty name and IBAN. What syncs change is excluded: status, new, tags,
 * category. Twins get an ordinal that does not depend on the order of `contents`.
 *
 * `contents` must be the whole day: that makes keys the same in every window, since upstream's windows are whole days.
 */
export class DayIdentity {
  #derived: readonly string[] | undefined;
  #keys: readonly string[] | undefined;
  readonly #day: string;
  #bankIds: readonly (string | null)[] | undefined;

  constructor(
    private readonly accountId: string,
    private readonly date: string,
    private readonly contents: readonly TurnoverContent[],
    private readonly repeated: RepeatedIds,
  ) {
    this.#day = writeDay(date);
  }

  get keys(): readonly string[] {
    if (this.#keys === undefined) this.identify(NEVER_OVER).next();
    return this.#keys ?? [];
  }

  /** Computes the keys. */
  *identify(pace: Pick<Pace, 'sliceUsedUp'>): Paced<void> {
    const keys: string[] = [];
    for (const index of this.contents.keys()) {
      const key = this.#ownKey(index) ?? this.#bankKey(index);
      if (key === undefined && this.#derived === undefined) yield* this.#derive(pace);
      keys.push(key ?? this.#derivedKey(index));
      if (pace.sliceUsedUp()) yield;
    }
    this.#keys = keys;
  }

  /** Other keys of the entry: from before the bank or XS2A gave it an id, or while that id was ambiguous. */
  others(index: number): readonly string[] {
    const all = [this.#ownKey(index), this.#bankKey(index), this.#derivedKey(index)];
    return all.filter((key) => key !== undefined).slice(1);
  }

  #ownKey(index: number): string | undefined {
    const id = realId(this.contents[index]?.xs2aTurnoverId ?? null);
    return id === null || this.repeated.has(id) ? undefined : xs2aKeyOf(this.accountId, id);
  }

  #bankKey(index: number): string | undefined {
    this.#bankIds ??= uniqueOf(this.contents.map(bankId));
    const id = this.#bankIds[index];
    return id == null ? undefined : hashed('BANK', this.#day, JSON.stringify([this.accountId, this.date, id]));
  }

  #derivedKey(index: number): string {
    if (this.#derived === undefined) this.#derive(NEVER_OVER).next();
    const text = this.#derived?.[index];
    if (text === undefined) throw new RangeError('No such entry on this day.');
    return hashed('DERIVED', this.#day, text);
  }

  /**
   * Covers all entries of the day, also those with an id, so that an entry that gets an id leaves the ordinals of its twins
   * unchanged.
   */
  *#derive(pace: Pick<Pace, 'sliceUsedUp'>): Paced<void> {
    const texts: string[] = [];
    const families = new Map<string, number[]>();
    for (const [index, content] of this.contents.entries()) {
      const text = derivedText(this.accountId, content);
      texts.push(text);
      const family = families.get(text);
      if (family === undefined) families.set(text, [index]);
      else family.push(index);
      if (pace.sliceUsedUp()) yield;
    }
    for (const [text, family] of families) {
      if (family.length > 1) yield* numberTwins(text, family, this.contents, texts, pace);
    }
    this.#derived = texts;
  }
}

/** Runs a computation to its end without yielding. */
const NEVER_OVER = { sliceUsedUp: () => false };

export function idSourceOf(key: string): TurnoverIdSource {
  if (key.startsWith(LETTERS.XS2A)) return 'XS2A';
  return key.startsWith(LETTERS.BANK) ? 'BANK' : 'DERIVED';
}

/** The first of the twins has no ordinal: its key is the one it had before there was a twin. */
function* numberTwins(
  text: string,
  family: readonly number[],
  contents: readonly TurnoverContent[],
  texts: string[],
  pace: Pick<Pace, 'sliceUsedUp'>,
): Paced<void> {
  const twins: { readonly index: number; readonly traits: string }[] = [];
  for (const index of family) {
    twins.push({ index, traits: traitsOf(contents[index]) });
    if (pace.sliceUsedUp()) yield;
  }
  const inOrder = yield* sortPaced(twins, (a, b) => (a.traits < b.traits ? -1 : 1), pace);
  for (const [ordinal, { index }] of inOrder.entries()) if (ordinal > 0) texts[index] = `${text}#${ordinal}`;
}

/** Earlier states sort later, so that a new entry leaves the ordinals of older twins unchanged. */
const STATUS_RANK: Record<TurnoverStatus, string> = { BOOKED: '0', CANCELED: '1', PENDING: '2' };

/**
 * The sort key of twins, with the immutable fields first: upstream's order within a day is random. It covers all fields, so that
 * only entries that are equal in everything are interchangeable.
 */
function traitsOf(content: TurnoverContent | undefined): string {
  if (content === undefined) return '';
  const { counterparty, bankTransactionId, xs2aTurnoverId, status, isNew, categoryId, tags } = content;
  const lasting = [
    counterparty?.bic ?? '',
    counterparty?.creditorId ?? '',
    bankTransactionId ?? '',
    xs2aTurnoverId ?? '',
  ];
  const passing = [STATUS_RANK[status], String(isNew), categoryId ?? '', tags];
  return JSON.stringify([...lasting, ...passing, content]);
}

/** Missing and blank are the same: banks switch between them. */
function derivedText(accountId: string, content: TurnoverContent): string {
  const { bookingDate, amountMinor, currency, purpose, counterparty } = content;
  const text = visibleLetters(purpose.join(''));
  const name = visibleLetters(counterparty?.name ?? '');
  const iban = visibleLetters(counterparty?.iban ?? '').toUpperCase();
  return JSON.stringify([accountId, bookingDate, amountMinor, currency?.trim() ?? '', text, name, iban]);
}

/** The ids that occur once; null in place of the others. */
function uniqueOf(ids: readonly (string | null)[]): readonly (string | null)[] {
  const repeated = repeatedOf(ids);
  return repeated.size === 0 ? ids : ids.map((id) => (id !== null && repeated.has(id) ? null : id));
}

export function repeatedOf(ids: Iterable<string | null>): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const id of ids) {
    if (id === null) continue;
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
  }
  return repeated;
}

/** The key of an entry with an unambiguous XS2A id. */
export function xs2aKeyOf(accountId: string, id: string): string {
  return hashed('XS2A', '', JSON.stringify([accountId, id]));
}

/** The booking day in a key, `YYYY-MM-DD`; null where the day is not part of the identity. Undefined for a malformed key. */
export function dayOfKey(key: string): string | null | undefined {
  if (!/^[xbd][\w-]{22}$/.test(key)) return undefined;
  return key.startsWith(LETTERS.XS2A) ? null : readDay(key.slice(1, 1 + DAY_LENGTH));
}

/** Goes through a buffer to get a flat string: a slice would retain the whole digest. */
function hashed(source: TurnoverIdSource, day: string, text: string): string {
  const key = LETTERS[source] + day + hash('sha256', text, 'base64url');
  return Buffer.from(key, 'latin1').toString('latin1', 0, KEY_LENGTH);
}

const MONTHS = 12;
const DAYS = 31;

/** Three bytes in base64url: a day number, with 31 days in every month. */
function writeDay(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE((year * MONTHS + month - 1) * DAYS + day - 1, 0, 3);
  return bytes.toString('base64url');
}

function readDay(text: string): string {
  const days = Buffer.from(text, 'base64url').readUIntBE(0, 3);
  const months = Math.floor(days / DAYS);
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  return [pad(Math.floor(months / MONTHS), 4), pad((months % MONTHS) + 1, 2), pad((days % DAYS) + 1, 2)].join('-');
}
