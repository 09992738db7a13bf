import fc from 'fast-check';
import { GatewayError } from '../../../src/errors/gateway-error.js';
import {
  TurnoverQueries,
  TurnoverQuery,
  type TurnoverFilter,
  type TurnoverScope,
} from '../../../src/domain/turnover/index.js';
import { content, listOf, ORDERS } from './turnover-contents.js';

const SCOPE: TurnoverScope = { bankUserId: 'user-1', accountIds: ['account-1'] };
const FILTER: TurnoverFilter = { search: 'miete', status: ['BOOKED', 'PENDING'], minAmount: '1.5' };

function query(
  scope: TurnoverScope = SCOPE,
  filter: TurnoverFilter = FILTER,
  order = ORDERS[0] as (typeof ORDERS)[number],
): TurnoverQuery {
  return new TurnoverQuery(scope, filter, order);
}

async function cursorOf(asked: TurnoverQuery): Promise<string> {
  const selection = await new TurnoverQueries().select(asked, [await listOf([content()])]);
  return selection.page(asked.readPage({})).pageInfo.endCursor ?? '';
}

/** The code of the error, and its message, which must be a constant. */
function refusal(asked: TurnoverQuery, after: string): { code: string; message: string } {
  try {
    asked.readPage({ after });
  } catch (error) {
    if (error instanceof GatewayError) return { code: error.code, message: error.message };
  }
  throw new Error('The cursor was taken.');
}

const MALFORMED = { code: 'BAD_USER_INPUT', message: 'A cursor is malformed.' };

describe('a cursor', () => {
  test('is taken by every query that means the same', async () => {
    const cursor = await cursorOf(query());
    const same = query(
      { ...SCOPE, accountIds: ['account-1', 'account-1'] },
      {
        ...FILTER,
        search: ' MIETE',
        status: ['PENDING', 'BOOKED', 'BOOKED'],
        minAmount: '1.50',
        tags: [],
        onlyNew: null,
      },
    );
    expect(same.readPage({ after: cursor }).after?.key).toMatch(/^d/);
  });

  test.each<[string, TurnoverQuery]>([
    ['bank user', query({ ...SCOPE, bankUserId: 'user-2' })],
    ['set of accounts', query({ ...SCOPE, accountIds: ['account-1', 'account-2'] })],
    ['set of accounts: all', query({ ...SCOPE, accountIds: null })],
    ['filter', query(SCOPE, { ...FILTER, search: 'mieter' })],
    ['filter: one thing more', query(SCOPE, { ...FILTER, onlyNew: true })],
    ['filter: one thing less', query(SCOPE, {})],
    ['order', query(SCOPE, FILTER, 'AMOUNT_DESC')],
    ['direction', query(SCOPE, FILTER, 'BOOKING_DATE_ASC')],
  ])('does not fit another %s', async (_, other) => {
    expect(refusal(other, await cursorOf(query())).code).toBe('CURSOR_MISMATCH');
  });

  test('that was altered is refused, whichever character it was', async () => {
    const cursor = await cursorOf(query());
    for (let at = 0; at < cursor.length; at++) {
      const altered = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      expect(refusal(query(), altered)).toEqual(MALFORMED);
    }
    for (const altered of [
      cursor.slice(1),
      cursor.slice(0, -1),
      `${cursor}A`,
      `${cursor}=`,
      ` ${cursor}`,
      cursor + cursor,
    ]) {
      expect(refusal(query(), altered)).toEqual(MALFORMED);
    }
  });

  test('that was made up is refused', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.string().map((text) => Buffer.from(text).toString('base64url')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(refusal(query(), text)).toEqual(MALFORMED);
      }),
    );
    expect(refusal(query(), 'A'.repeat(1_000_000))).toEqual(MALFORMED);
  });

  test('is readable for the longest ids', async () => {
    const accountId = 'a'.repeat(64);
    const asked = query({ bankUserId: 'u'.repeat(64), accountIds: [accountId] });
    const list = await listOf(
      [content({ amountMinor: -Number.MAX_SAFE_INTEGER, currency: 'CLF', status: 'PENDING' })],
      accountId,
    );
    const { pageInfo, nodes } = (await new TurnoverQueries().select(asked, [list])).page(asked.readPage({}));
    const position = asked.readPage({ before: pageInfo.startCursor }).before;
    expect(position).toMatchObject({
      key: nodes[0]?.key,
      amountMinor: -Number.MAX_SAFE_INTEGER,
      minorDigits: 4,
    });
  });
});
