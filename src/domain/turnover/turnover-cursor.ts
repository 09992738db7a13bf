import { hash } from 'node:crypto';
import { GatewayError } from '../../errors/gateway-error.js';
import { TurnoverAccount, type TurnoverEntry } from './turnover-entry.js';
import type { TurnoverPosition } from './turnover-order.js';

/** Characters of base64url: 66 bits. */
const DIGEST = 11;

/** More than the longest possible cursor. */
const MAX_LENGTH = 256;

const FIELDS = /^([\w-]{11})\.([\w-]{1,64})\.([xbd][\w-]{22})\.(\d{4}-\d{2}-\d{2})\.(-?\d{1,16})\.(\d)$/;

/**
 * Writes and reads the cursors of one list: base64url of `<list>.<account>.<key>.<date>.<amount>.<digits>.<checksum>`, the amount
 * in minor units with that many digits.
 *
 * A cursor is a position, not an entry: it stays valid when the entry is gone. The checksum detects damaged or made-up cursors.
 * It is not a secret: a cursor gives access to nothing.
 */
export class TurnoverCursors {
  readonly #list: string;

  /** @param listKey identifies the list: owner, filter and order */
  constructor(
    private readonly bankUserId: string,
    listKey: string,
  ) {
    this.#list = digest(listKey);
  }

  write({ account, key, bookingDate, amountMinor, minorDigits }: TurnoverEntry): string {
    const text = [this.#list, account.xs2aId, key, bookingDate, amountMinor, minorDigits].join('.');
    return Buffer.from(`${text}.${digest(text)}`, 'latin1').toString('base64url');
  }

  /** Throws BAD_USER_INPUT for what is no cursor, and CURSOR_MISMATCH for a cursor of another list, filter or order. */
  read(cursor: string): TurnoverPosition {
    const [, list, xs2aId = '', key = '', bookingDate = '', amount, digits] = FIELDS.exec(checked(cursor)) ?? [];
    const amountMinor = Number(amount);
    if (!Number.isSafeInteger(amountMinor)) throw malformed();
    if (list !== this.#list) throw new GatewayError('CURSOR_MISMATCH');
    const account = new TurnoverAccount({ bankUserId: this.bankUserId, xs2aId });
    return { account, key, bookingDate, amountMinor, minorDigits: Number(digits) };
  }
}

/** The content of a cursor whose checksum is right. */
function checked(cursor: string): string {
  if (cursor.length > MAX_LENGTH) throw malformed();
  const bytes = Buffer.from(cursor, 'base64url');
  // Node's base64 is lenient, but one position must not have two cursors.
  if (bytes.toString('base64url') !== cursor) throw malformed();
  const text = bytes.toString('latin1');
  const said = text.slice(0, -DIGEST - 1);
  if (text !== `${said}.${digest(said)}`) throw malformed();
  return said;
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, DIGEST);
}

function malformed(): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message: 'A cursor is malformed.' });
}
