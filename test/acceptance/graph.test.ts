import { newPerson } from './other-xs2a/world.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { manyBanks } from './people/dashboard.js';
import { addAccount, addConnection } from './people/records.js';

interface AccountNode {
  readonly id: string;
  readonly xs2aId: string;
  readonly connection: { readonly xs2aId: string } | null;
}

describe('the graph over another XS2A server', () => {
  const { person, connections, accounts } = manyBanks();
  const odd = newPerson('Odd-_'.padEnd(64, '0'), { name: 'Otto Odd', email: '', testmode: null, created_at: null });
  const full = addConnection(odd, 1, { bank_name: 'Sparkasse Über', country_id: 'XK', testmode: '1', bic: '' });
  const bare = addConnection(odd, 2, {
    ...{ bic: null, bank_name: null, country_id: '', sync_mode: 'turbo', sync_active: null, sync_message: null },
    ...{ sync_fail_counter: null, last_synced: '', consent_valid_until: '0000-00-00', testmode: null, created_at: '' },
  });
  const card = addAccount(odd, full, 3, {
    raw: { type: 'creditcard', iban: 'XXXX XXXX XXXX 1234', joint_account: '1' },
  });
  const strange = addAccount(odd, bare, 4, { raw: { type: 'crypto-vault', country_id: 'XK', joint_account: 'false' } });
  const nothing = { holder: null, iban: null, description: null, bic: null, account_number: null, bank_code: null };
  const empty = addAccount(odd, null, 5, {
    raw: {
      ...nothing,
      bank_name: null,
      country_id: '',
      type: null,
      joint_account: null,
      transaction_possible: null,
      created_at: '0000-00-00',
    },
  });
  const dangling = addAccount(odd, full, 6, { raw: { bank_connection_id: 'gone-for-good', type: 'securities' } });
  const nobody = newPerson('-', { name: 'Nina Nichts', email: 'nina@nichts.example' });
  odd.badConnections.push(null, 'text', 7, [], { id: null }, { id: '' });
  odd.badAccounts.push(null, 'text', 7, [], { id: null, type: 'giro' }, { id: '../../users' }, { id: 'a/b' });

  const others = Array.from({ length: 30 }, (_, number) =>
    newPerson(`Other_${number}`, {
      name: `Other Person ${number}`,
      email: `other${number}@people.example`,
      testmode: number % 2,
    }),
  );
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.start([person, odd, nobody, ...others]);
  });

  afterAll(async () => {
    await deployment.stop();
  });

  it('shows 40 accounts that come in pages of 15, each once, and under its connection', async () => {
    const { viewer } = await deployment
      .as(person)
      .data<{ viewer: { accounts: AccountNode[] } }>('{ viewer { accounts { id xs2aId connection { xs2aId } } } }');
    expect(viewer.accounts.map(({ xs2aId }) => xs2aId).sort()).toEqual(accounts.map(({ id }) => id).sort());
    expect(new Set(viewer.accounts.map(({ id }) => id)).size).toBe(40);
    for (const { xs2aId, connection } of viewer.accounts) {
      expect(connection?.xs2aId).toBe(accounts.find(({ id }) => id === xs2aId)?.connectionId);
    }
  });

  it('shows 17 connections that come in two pages, each with its own accounts', async () => {
    const { viewer } = await deployment
      .as(person)
      .data<{ viewer: { connections: { xs2aId: string; accounts: AccountNode[] }[] } }>(
        '{ viewer { connections { xs2aId accounts { id xs2aId connection { xs2aId } } } } }',
      );
    const shown = viewer.connections.map(({ xs2aId, accounts: own }) => [
      xs2aId,
      own.map((account) => account.xs2aId).sort(),
    ]);
    const held = connections.map(({ id }) => [
      id,
      accounts
        .filter(({ connectionId }) => connectionId === id)
        .map((account) => account.id)
        .sort(),
    ]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(held));
    expect(shown).toHaveLength(17);
  });

  it('leads from an id back to the same thing', async () => {
    const caller = deployment.as(person);
    const ids = await GraphIds.of(caller);
    for (const account of accounts.slice(0, 5)) {
      const data = await caller.data('query($id: ID!) { account(id: $id) { id xs2aId bankUser { id } } }', {
        id: ids.account(account),
      });
      expect(data).toEqual({ account: { id: ids.account(account), xs2aId: account.id, bankUser: { id: ids.viewer } } });
    }
    for (const connection of connections.slice(0, 5)) {
      const data = await caller.data('query($id: ID!) { bankConnection(id: $id) { xs2aId transactionId bankName } }', {
        id: ids.connection(connection),
      });
      const { id: xs2aId, transaction: transactionId, raw } = connection;
      expect(data).toEqual({ bankConnection: { xs2aId, transactionId, bankName: raw.bank_name } });
    }
  });

  it('shows every balance as upstream holds it', async () => {
    const { viewer } = await deployment
      .as(person)
      .data<{ viewer: { accounts: { xs2aId: string; balance: unknown }[] } }>(
        '{ viewer { accounts { xs2aId balance { amount { value currency } available { value currency } limit { value currency } } } } }',
      );
    const money = (value: string): unknown => ({ value, currency: 'EUR' });
    for (const { xs2aId, balance } of viewer.accounts) {
      const number = 200 + accounts.findIndex(({ id }) => id === xs2aId);
      expect(balance).toEqual({
        amount: money(`${number}.25`),
        available: money(`${number}.50`),
        limit: money('0.00'),
      });
    }
  });

  it('lists all bank users to a service caller, whatever size of page upstream gives', async () => {
    const service = deployment.service();
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { bankUsers }: UserPage = await service.data<UserPage>(
        'query($after: String) { bankUsers(first: 7, after: $after) { totalCount nodes { xs2aId } edges { node { xs2aId } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      expect(bankUsers.totalCount ?? 33).toBe(33);
      expect(bankUsers.edges.map(({ node }) => node)).toEqual(bankUsers.nodes);
      expect(bankUsers.nodes.length).toBeLessThanOrEqual(7);
      seen.push(...bankUsers.nodes.map(({ xs2aId }) => xs2aId));
      after = bankUsers.pageInfo.hasNextPage ? bankUsers.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.sort()).toEqual([person, odd, nobody, ...others].map(({ id }) => id).sort());
  });

  it('is empty, not missing, for a person without anything', async () => {
    const data = await deployment.as(nobody).data('{ viewer { xs2aId name connections { id } accounts { id } } }');
    expect(data).toEqual({ viewer: { xs2aId: '-', name: 'Nina Nichts', connections: [], accounts: [] } });
  });

  describe('reads what it has never seen', () => {
    let caller: Caller;
    let ids: GraphIds;
    let round = 0;

    beforeAll(async () => {
      caller = deployment.as(odd);
      ids = await GraphIds.of(caller);
    });

    it('in connections', async () => {
      const fields =
        'xs2aId bankName bic country testMode createdAt status sync { mode automatic lastSyncedAt consecutiveFailures failuresUntilDisabled } consent { validUntil daysRemaining state }';
      const one = async (id: string): Promise<unknown> =>
        caller.data(`query($id: ID!) { bankConnection(id: $id) { ${fields} } }`, { id });
      expect(await one(ids.connection(full))).toMatchObject({
        bankConnection: { xs2aId: full.id, bankName: 'Sparkasse Über', country: 'XK', testMode: true },
      });
      expect(await one(ids.connection(bare))).toEqual({
        bankConnection: {
          xs2aId: bare.id,
          ...{ bankName: null, bic: null, country: null, testMode: null, createdAt: null, status: 'MANUAL_SYNC_ONLY' },
          sync: { mode: null, automatic: false, lastSyncedAt: null, consecutiveFailures: 0, failuresUntilDisabled: 3 },
          consent: { validUntil: null, daysRemaining: null, state: 'UNKNOWN' },
        },
      });
    });

    it('in accounts', async () => {
      const one = async (id: string): Promise<unknown> =>
        caller.data(
          'query($id: ID!) { account(id: $id) { type rawType iban country jointAccount createdAt connection { xs2aId } } }',
          { id },
        );
      expect(await one(ids.account(card))).toMatchObject({
        account: { type: 'CREDIT_CARD', rawType: 'creditcard', iban: 'XXXXXXXXXXXX1234', jointAccount: true },
      });
      expect(await one(ids.account(strange))).toMatchObject({
        account: {
          type: 'OTHER',
          rawType: 'crypto-vault',
          country: 'XK',
          jointAccount: false,
          connection: { xs2aId: bare.id },
        },
      });
      expect(await one(ids.account(empty))).toEqual({
        account: {
          type: 'OTHER',
          rawType: null,
          iban: null,
          country: null,
          jointAccount: null,
          createdAt: null,
          connection: null,
        },
      });
      expect(await one(ids.account(dangling))).toMatchObject({ account: { type: 'SECURITIES', connection: null } });
    });

    it('and leaves out of the lists what cannot be read', async () => {
      const { viewer } = await caller.data<{ viewer: { connections: Xs2aId[]; accounts: Xs2aId[] } }>(
        '{ viewer { connections { xs2aId } accounts { xs2aId } } }',
      );
      expect(viewer.connections.map(({ xs2aId }) => xs2aId).sort()).toEqual([full, bare].map(({ id }) => id).sort());
      expect(viewer.accounts.map(({ xs2aId }) => xs2aId).sort()).toEqual(
        [card, strange, empty, dangling].map(({ id }) => id).sort(),
      );
    });

    it.each([
      [
        { balance: 0.30000000000000004, available: -0.1, limit: 1e3, currency: 'EUR' },
        ['0.30', '-0.10', '1000.00'],
        'EUR',
      ],
      [{ balance: 500, available: null, limit: null, currency_id: 'JPY' }, ['500', null, null], 'JPY'],
      [{ balance: 4.35, available: 1.005e3, limit: null, currency_id: '' }, ['4.35', '1005.00', null], null],
      [{ balance: null, available: null, limit: null, currency: null }, [null, null, null], null],
      [{ balance: -7.5, currency: '', currency_id: 'CHF' }, ['-7.50', null, null], 'CHF'],
    ])('in balances: %j', async (raw, values, currency) => {
      card.balance = { id: card.id, date: '', ...raw };
      // What is kept under the last sync must not stand in the way.
      full.raw.last_synced = `2026-11-01 00:00:${String((round += 1)).padStart(2, '0')}`;
      const { account } = await deployment
        .as(odd)
        .data<{ account: { balance: BalanceNode } }>(
          'query($id: ID!) { account(id: $id) { connection { id } balance { amount { ...M } available { ...M } limit { ...M } asOf } } } fragment M on MonetaryAmount { value currency }',
          { id: ids.account(card) },
        );
      const { amount, available, limit, asOf } = account.balance;
      expect([amount, available, limit]).toEqual(values.map((value) => (value === null ? null : { value, currency })));
      expect(asOf).toBeNull();
    });
  });
});

interface Xs2aId {
  readonly xs2aId: string;
}

type BalanceNode = Readonly<Record<'amount' | 'available' | 'limit' | 'asOf', unknown>>;

interface UserPage {
  readonly bankUsers: {
    readonly totalCount: number | null;
    readonly nodes: Xs2aId[];
    readonly edges: { readonly node: Xs2aId }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
