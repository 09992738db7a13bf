import type { GatewayContext } from '../../src/operation/context.js';
import { TurnoverFollower } from '../../src/operation/turnover-follower.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import type { ErrorCode } from '../../src/errors/error-code.js';

const AT = Date.parse('2026-06-15T10:00:00Z');
const LOOK = { state: { things: new Map(), skippedRows: 0 }, isNoticed: true };

interface State {
  readonly cursor: string;
  readonly months?: number;
  readonly hasMore?: boolean;
  readonly balance?: string;
  readonly fails?: ErrorCode;
}

/** A context in which each account is as stated. */
function contextWith(accounts: Readonly<Record<string, State>>, since: (string | null)[] = []): GatewayContext {
  const state = ({ xs2aId }: { xs2aId: string }) => {
    const found = accounts[xs2aId] ?? { cursor: '' };
    if (found.fails !== undefined) throw new GatewayError(found.fails);
    return found;
  };
  const changesOf = (account: { xs2aId: string }) => {
    const { cursor, months = 0, hasMore = false } = state(account);
    return {
      account,
      cursor,
      hasMore,
      months: Array.from({ length: months }, () => ({ month: '2026-06', entries: [] })),
    };
  };
  return {
    sources: {
      accounts: {
        ofBankUser: () => Promise.resolve(Object.keys(accounts).map((xs2aId) => ({ xs2aId, connectionXs2aId: null }))),
      },
      balances: {
        of: (account: { xs2aId: string }) =>
          Promise.resolve({
            amount: { value: accounts[account.xs2aId]?.balance ?? '1' },
            available: null,
            limit: null,
          }),
      },
    },
    turnoverAnswers: {
      present: async (account: { xs2aId: string }) =>
        Promise.resolve({ ...changesOf(account), months: [], hasMore: false }),
      changes: async (account: { xs2aId: string }, cursor: string | null) => {
        since.push(cursor);
        return Promise.resolve(changesOf(account));
      },
    },
  } as unknown as GatewayContext;
}

const find = async (follower: TurnoverFollower, context: GatewayContext) => {
  const { values, then } = await follower.find(LOOK, context, AT);
  return { told: values.map((value) => (value as { account: { xs2aId: string } }).account.xs2aId), then };
};

it('tells nothing of what was there at first, and then what has changed since', async () => {
  const follower = new TurnoverFollower('u', undefined, undefined);
  const since: (string | null)[] = [];
  expect(await find(follower, contextWith({ a: { cursor: 'a1' }, b: { cursor: 'b1' } }, since))).toEqual({
    ...{ told: [], then: 'next look' },
  });
  const context = contextWith({ a: { cursor: 'a2', months: 1 }, b: { cursor: 'b1' } }, since);
  expect(await find(follower, context)).toEqual({ told: ['a'], then: 'next look' });
  expect(since).toEqual(['a1', 'b1']);
});

it('tells a balance that has changed alone, and all of an account that is new', async () => {
  const follower = new TurnoverFollower('u', undefined, undefined);
  const since: (string | null)[] = [];
  await find(follower, contextWith({ a: { cursor: 'a1' } }, since));
  const context = contextWith({ a: { cursor: 'a1', balance: '2' }, b: { cursor: 'b1', months: 3 } }, since);
  expect((await find(follower, context)).told).toEqual(['a', 'b']);
  expect(since).toEqual(['a1', null]);
});

it('goes on at once where there is more, unless the account is gone', async () => {
  const follower = new TurnoverFollower('u', undefined, undefined);
  await find(follower, contextWith({ a: { cursor: 'a1' } }));
  const more = { cursor: 'b1', months: 1, hasMore: true };
  expect(await find(follower, contextWith({ a: { cursor: 'a1' }, b: more }))).toEqual({ told: ['b'], then: 'again' });
  expect(await find(follower, contextWith({ a: { cursor: 'a1' } }))).toEqual({ told: [], then: 'next look' });
});

it('tells what can be read, and asks again for the rest, from where it was', async () => {
  const follower = new TurnoverFollower('u', undefined, undefined);
  await find(follower, contextWith({ a: { cursor: 'a1' }, b: { cursor: 'b1' } }));
  const failing = contextWith({ a: { cursor: 'a2', months: 1 }, b: { cursor: '', fails: 'UPSTREAM_UNAVAILABLE' } });
  expect(await find(follower, failing)).toEqual({ told: ['a'], then: 'again later' });
  const since: (string | null)[] = [];
  const healed = contextWith({ a: { cursor: 'a2' }, b: { cursor: 'b2', months: 1 } }, since);
  expect(await find(follower, healed)).toEqual({ told: ['b'], then: 'next look' });
  expect(since).toEqual(['a2', 'b1']);
});

it.each<ErrorCode>(['NOT_FOUND', 'CURSOR_MISMATCH', 'BAD_USER_INPUT'])('%s ends it', async (fails) => {
  const follower = new TurnoverFollower('u', 'a', 'c');
  await expect(find(follower, contextWith({ a: { cursor: '', fails } }))).rejects.toMatchObject({ code: fails });
});

it('an account that is not there is NOT_FOUND', async () => {
  const follower = new TurnoverFollower('u', 'a', undefined);
  await expect(find(follower, contextWith({ b: { cursor: 'b1' } }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
