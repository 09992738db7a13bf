import { hash } from 'node:crypto';
import { GatewayError } from '../../errors/gateway-error.js';
import { isUpstreamId } from '../global-id.js';
import { TurnoverAccount, type TurnoverEntry } from './turnover-entry.js';
import type { TurnoverPosition } from './turnover-order.js';

/** Characters of base64url; 66 bits. */
const DIGEST = 11;
const LONGEST = 400;
const FIELDS = /^([\w-]{1,64})\.([xbd][\w-]{22})\.(\d{4}-\d{2}-\d{2})\.([pb])\.(-?\d{1,16})\.(\d)$/;

/**
 * Makes and reads the cursors of one list: base64url of `<digest of the list>.<account>.<key>.<date>.<p|b>.<amount>.<digits>.<checksum>`.
 * A cursor is a position, not an entry: it holds when the entry is gone. The checksum keeps out what is garbled or
 * invented; it is no secret, because a cursor gives access to nothing.
 */
export class TurnoverCursors {
  readonly #list: string;

  constructor(
    private readonly bankUserId: string,
    listKey: string,
  ) {
    this.#list = digest(listKey);
  }

  write({ account, key, bookingDate, isPending, amountMinor, minorDigits }: TurnoverEntry): string {
    const place = [account.xs2aId, key, bookingDate, isPending ? 'p' : 'b', amountMinor, minorDigits].join('.');
    const text = `${this.#list}.${place}`;
    return Buffer.from(`${text}.${digest(text)}`, 'latin1').toString('base64url');
  }

  /** Throws BAD_USER_INPUT for what is no cursor, and CURSOR_MISMATCH for a cursor of another list, filter or order. */
  read(cursor: string): TurnoverPosition {
    const text = checkedText(cursor);
    const fields = FIELDS.exec(text.slice(DIGEST + 1));
    const amountMinor = Number(fields?.[5]);
    if (fields === null || !Number.isSafeInteger(amountMinor) || !isUpstreamId(fields[1])) throw malformed();
    if (text.slice(0, DIGEST) !== this.#list) throw new GatewayError('CURSOR_MISMATCH');
    const [, xs2aId, key = '', bookingDate = '', state, , digits] = fields;
    const account = new TurnoverAccount({ bankUserId: this.bankUserId, xs2aId });
    return { account, key, bookingDate, isPending: state === 'p', amountMinor, minorDigits: Number(digits) };
  }
}

/** The text of a cursor without its checksum, once that has been found right. */
function checkedText(cursor: string): string {
  if (cursor.length > LONGEST) throw malformed();
  const bytes = Buffer.from(cursor, 'base64url');
  // Node's base64 is lenient.
  if (bytes.toString('base64url') !== cursor) throw malformed();
  const text = bytes.toString('latin1');
  const checksumAt = text.length - DIGEST;
  const checked = text.slice(0, Math.max(0, checksumAt - 1));
  if (`${checked}.${digest(checked)}` !== text) throw malformed();
  return checked;
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, DIGEST);
}

function malformed(): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message: 'A cursor is malformed.' });
}
