import { expectSuccess, GatewayClient, type BankUserClient, type Graph } from '../../client/src/index.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { BankUnderTest } from '../support/test-bank.js';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { completeLogin } from './complete-login.js';

/** A sync at the test bank takes some seconds. */
let gateway: DemoGateway;
let client: GatewayClient;
let service: GatewayClient;

beforeAll(async () => {
  gateway = await startDemoGateway();
  client = clientWith(gateway.demo.bankUserToken);
  service = clientWith(gateway.demo.serviceToken);
});

afterAll(() => gateway.close());

function clientWith(token: string): GatewayClient {
  return new GatewayClient({ url: `${gateway.url}/graphql`, token: () => token });
}

async function viewerId(): Promise<string> {
  return (await client.viewer.get()).data.id;
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected = [];
  for await (const one of all) collected.push(one);
  return collected;
}

describe('a bank user', () => {
  it('sees connections, accounts and balances at once', async () => {
    const { data, errors } = await client.viewer.get();
    expect(errors).toEqual([]);
    expect(data.name).toBe('Klara Vielkonto');
    expect(data.connections?.length).toBeGreaterThan(1);
    const giro = data.accounts?.find(({ type }) => type === 'GIRO');
    expect(giro?.balance?.amount?.value).toMatch(/^-?\d+\.\d\d$/);
  });

  it('lists accounts of a type', async () => {
    const { data } = await client.viewer.listAccounts({ types: ['LOAN'] });
    expect(new Set(data.map(({ type }) => type))).toEqual(new Set(['LOAN']));
  });

  it('finds the connections about which something is to be done', async () => {
    const { data } = await client.viewer.listConnectionsNeedingAction();
    const { data: all } = await client.viewer.listConnections();
    expect(data.length).toBeGreaterThan(0);
    expect(data.length).toBeLessThan(all.length);
    expect(data.every(({ requiredAction }) => requiredAction !== null)).toBe(true);
  });

  it('finds the connections whose consent ends', async () => {
    const { data } = await client.viewer.listConnections({ expiringWithinDays: 30 });
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ consent }) => (consent.daysRemaining ?? Infinity) <= 30)).toBe(true);
  });

  it('turns the pages of turnovers by hand', async () => {
    const first = await client.viewer.listTurnovers({ first: 3 });
    const after = first.data.pageInfo.endCursor ?? undefined;
    const second = await client.viewer.listTurnovers({ first: 3, after });
    const ids = [...first.data.nodes, ...second.data.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  it('goes over all turnovers of all pages, once each', async () => {
    const filter = { from: '2000-01-01', direction: 'CREDIT' } as const;
    const all = await collect(client.viewer.iterateTurnovers({ filter, first: 7 }));
    const { data } = await client.viewer.listTurnovers({ filter });
    expect(all.length).toBeGreaterThan(14);
    expect(all).toHaveLength(data.totalCount);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('asks for no page that nobody takes', async () => {
    let requests = 0;
    const counted: typeof fetch = (...args) => {
      requests++;
      return fetch(...args);
    };
    const counting = new GatewayClient({
      url: `${gateway.url}/graphql`,
      token: () => gateway.demo.bankUserToken,
      fetch: counted,
    });
    let seen = 0;
    for await (const turnover of counting.viewer.iterateTurnovers({ first: 2 })) {
      expect(turnover.id).not.toBe('');
      if (++seen === 3) break;
    }
    expect(requests).toBe(2);
  });

  it.each(['MONTH', 'WEEK', 'DAY', 'ACCOUNT', 'CATEGORY', 'COUNTERPARTY', 'TAG'] as const)(
    'sees what was spent by %s',
    async (by) => {
      const { data } = await client.viewer.getSpending(by);
      expect(data.groups.length).toBeGreaterThan(0);
      for (const { totals } of data.groups)
        for (const { debits, credits } of totals) {
          expect(Number(debits.value)).toBeLessThan(0);
          expect(Number(credits.value)).toBe(0);
        }
    },
  );

  it('sees what one account spent in a category', async () => {
    const { data: accounts } = await client.viewer.listAccounts({ types: ['GIRO'] });
    const id = accounts[0]?.id ?? '';
    const { data: everything } = await client.viewer.getSpending('CATEGORY');
    const { data } = await client.viewer.getSpending('CATEGORY', { accountIds: [id], category: 'K' });
    expect(data.groups.length).toBeGreaterThan(0);
    expect(data.groups.every(({ key }) => key.startsWith('K'))).toBe(true);
    expect(everything.groups.map(({ key }) => key)).toContain('K');
  });
});

describe('money of a bank user', () => {
  it('is summed over the accounts of a type', async () => {
    const { data: accounts } = await client.viewer.listAccounts({ types: ['GIRO'], connected: true });
    const { data } = await client.viewer.getBalanceTotals({ types: ['GIRO'] });
    const cents = new Map<string, number>();
    for (const { value, currency } of accounts.flatMap(({ balance }) => balance?.amount ?? []))
      cents.set(currency ?? '', (cents.get(currency ?? '') ?? 0) + Math.round(Number(value) * 100));
    const totals = [...cents].sort().map(([currency, sum]) => ({ value: (sum / 100).toFixed(2), currency }));
    expect(data).toEqual({ totals, incompleteAccounts: [] });
  });

  it('comes and goes again and again', async () => {
    const { data } = await client.viewer.listRecurringPayments({ direction: 'DEBIT', status: ['ACTIVE'] });
    expect(data.payments.length).toBeGreaterThan(0);
    expect(data.payments.every(({ amount, status }) => Number(amount.value) < 0 && status === 'ACTIVE')).toBe(true);
    expect(data.basedOn.from).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('is expected', async () => {
    const { data: month } = await client.viewer.listUpcomingPayments();
    const { data: quarter } = await client.viewer.listUpcomingPayments({ days: 90 });
    expect(month.payments.length).toBeGreaterThan(0);
    expect(quarter.payments.length).toBeGreaterThan(month.payments.length);
    expect(quarter.totals.map(({ least }) => least.currency)).toContain('EUR');
  });
});

describe('an account', () => {
  it('is read by its id, with its turnovers', async () => {
    const { data: accounts } = await client.viewer.listAccounts({ types: ['GIRO'] });
    const account = client.account(accounts[0]?.id ?? '');
    expect((await account.get()).data).toEqual(accounts[0]);
    const pages = await collect(account.iterateTurnovers({ first: 500 }).pages());
    const all: Graph.TurnoverEntryFragment[] = await collect(account.iterateTurnovers({ first: 100 }));
    expect(pages.flatMap(({ data }) => data.nodes.map(({ id }) => id))).toEqual(all.map(({ id }) => id));
    expect(all.every((turnover) => turnover.account.id === account.id)).toBe(true);
  });

  it('has turnovers that are found by their ids', async () => {
    const { data: page } = await client.viewer.listTurnovers({ first: 1 });
    const [turnover] = page.nodes;
    expect((await client.getTurnover(turnover?.id ?? '')).data).toEqual(turnover);
  });

  it('has a history that ends with its balance', async () => {
    const { data: accounts } = await client.viewer.listAccounts({ types: ['GIRO'] });
    const [{ id, balance } = { id: '', balance: null }] = accounts;
    const { data } = await client.account(id).getBalanceHistory({ from: '2000-01-01', interval: 'MONTH' });
    expect(data.points.length).toBeGreaterThan(12);
    expect(data.points.at(-1)?.amount).toEqual(balance?.amount);
  });

  it('has reports', async () => {
    const { data: accounts } = await client.viewer.listAccounts();
    const account = client.account(accounts[0]?.id ?? '');
    expect((await account.getReport('income')).data).toEqual(expect.any(Object));
    await expect(account.getReport('none')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('has no new turnovers once they were seen', async () => {
    const { data: accounts } = await client.viewer.listAccounts({ types: ['GIRO'] });
    const account = client.account(accounts[0]?.id ?? '');
    expect((await account.markTurnoversSeen()).data).toMatchObject({ __typename: 'MarkTurnoversSeenSuccess' });
    expect((await account.listTurnovers({ filter: { onlyNew: true } })).data.totalCount).toBe(0);
  });
});

describe('a service caller', () => {
  const asViewer = async (): Promise<BankUserClient> => service.bankUser(await viewerId());

  it('sees of a bank user what the bank user sees', async () => {
    const bankUser = await asViewer();
    expect((await bankUser.get()).data).toEqual((await client.viewer.get()).data);
    expect((await bankUser.listConnections()).data).toEqual((await client.viewer.listConnections()).data);
    expect((await bankUser.listAccounts()).data).toEqual((await client.viewer.listAccounts()).data);
    expect((await bankUser.listTurnovers({ first: 5 })).data).toEqual(
      (await client.viewer.listTurnovers({ first: 5 })).data,
    );
    expect((await bankUser.getSpending('MONTH')).data).toEqual((await client.viewer.getSpending('MONTH')).data);
    expect((await bankUser.getBalanceTotals()).data).toEqual((await client.viewer.getBalanceTotals()).data);
    expect((await bankUser.listRecurringPayments()).data).toEqual((await client.viewer.listRecurringPayments()).data);
    expect((await bankUser.listUpcomingPayments()).data).toEqual((await client.viewer.listUpcomingPayments()).data);
  });

  it('creates, lists and deletes bank users', async () => {
    const created = await service.createBankUser({ name: 'Ines Neu', email: 'ines@example.com' });
    const { id } = expectSuccess(created.data).bankUser;
    const { data } = await service.listBankUsers({ first: 500 });
    expect(data.nodes.map((bankUser) => bankUser.id)).toContain(id);
    const all = await service.iterateBankUsers({ first: 1 }).toArray({ limit: 500 });
    expect(all).toEqual({ data: data.nodes, errors: [] });
    expect((await service.bankUser(id).delete()).data).toEqual({ __typename: 'DeleteSuccess', deletedId: id });
    expect((await service.bankUser(id).delete()).data).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    });
  });

  it('is told what is wrong with an input', async () => {
    const refused = await service.createBankUser({ name: '', email: 'ines@example.com' });
    expect(refused.data).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['name'] }] });
    expect(() => expectSuccess(refused.data)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }) as Error);
  });

  it('makes, lists, renews and ends raw tokens', async () => {
    const validUntil = new Date(Date.now() + 10 * 60_000).toISOString();
    const bankUserId = await viewerId();
    const made = await service.createAccessToken({ bankUserId, validUntil });
    const { accessToken } = expectSuccess(made.data);
    expect(accessToken.token).not.toBe('');
    const { data: tokens } = await service.bankUser(bankUserId).listAccessTokens();
    expect(tokens.map(({ id }) => id)).toContain(accessToken.id);
    const renewed = await service.renewAccessToken({ bankUserId, tokenId: accessToken.id, validUntil });
    expect(renewed.data.__typename).toBe('CreateAccessTokenSuccess');
    const ended = await service.revokeAccessToken({ bankUserId, tokenId: accessToken.id });
    expect(ended.data.__typename).toBe('DeleteSuccess');
  });
});

describe('banks', () => {
  it('are those that match, or all of a country', async () => {
    const { data: found } = await client.listBanks({ search: '88888888' });
    expect(found.map(({ bankCode }) => bankCode)).toEqual(['88888888']);
    const { data: all } = await client.iterateBanks({ country: 'DE', first: 3 }).toArray({ limit: 1000 });
    const { data: atOnce } = await client.listBanks({ country: 'DE', first: 100 });
    expect(all.slice(0, 100)).toEqual(atOnce);
    expect(new Set(all.map(({ bankCode }) => bankCode)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(3);
  });
});

describe('a bank login', () => {
  it('goes from the bank picker over the forms to a connection', async () => {
    const { data: banks } = await client.listBanks({ search: '88888888' });
    const begun = await client.createBankConnection({ bic: banks[0]?.bic, country: 'DE', language: 'EN' });
    const { wizardSession } = expectSuccess(begun.data);
    const { transactionId } = wizardSession;
    expect((await client.getWizardSession(transactionId)).data.finished).toBe(false);
    const outcome = await completeLogin(client, wizardSession);
    expect(outcome).toMatchObject({ __typename: 'WizardStep', finished: true, error: null });
    const { data: session } = await client.getWizardSession(transactionId);
    expect(session).toMatchObject({ finished: true, connection: { country: 'DE' } });
  });

  it('is asked for anew by a reset', async () => {
    const { data: connections } = await client.viewer.listConnections();
    const id = connections.find(({ status }) => status === 'ACTIVE')?.id ?? '';
    const reset = await client.bankConnection(id).reset();
    expect(reset.data).toMatchObject({
      __typename: 'SyncNeedsUser',
      wizardSession: { key: expect.any(String) as string },
    });
  });
});

describe('a sync', () => {
  /** The one that was synced longest ago: XS2A counts in seconds, and two syncs within one look like one. */
  async function connectionWith(status: string) {
    const { data } = await client.viewer.listConnections();
    const [oldest] = data
      .filter((connection) => connection.status === status)
      .sort((a, b) => ((a.sync.lastSyncedAt ?? '') < (b.sync.lastSyncedAt ?? '') ? -1 : 1));
    return client.bankConnection(oldest?.id ?? '');
  }

  it('is over when its end can be seen', async () => {
    const connection = await connectionWith('ACTIVE');
    const before = (await connection.get()).data.sync.lastSyncedAt;
    const input = { idempotencyKey: 'sync-1' };
    const outcome = await connection.syncAndWait(input);
    expect(outcome.data).toMatchObject({ __typename: 'SyncEnded', succeeded: true });
    expect((await connection.get()).data.sync.lastSyncedAt).not.toBe(before);
    const repeated = await connection.syncAndWait(input, { waitMs: 60_000 });
    expect(repeated.data).toMatchObject({ __typename: 'SyncEnded', succeeded: true });
  });

  it('that does not begin says why', async () => {
    const connection = await connectionWith('DISABLED');
    expect((await connection.syncAndWait()).data).toMatchObject({ __typename: 'BankConnectionDisabledError' });
  });
});

describe('a sync that fails', () => {
  let bank: BankUnderTest;
  let failing: GatewayUnderTest;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    failing = await GatewayUnderTest.start(bank);
  });

  afterAll(async () => {
    await failing.close();
    await bank.close();
  });

  it('is over as well, also for whoever asks again with its key, and is told to services', async () => {
    const person = await bank.addPerson({ syncedAgo: 7200 });
    const [id = ''] = person.connections;
    await bank.failNextSync(id);
    const url = `${failing.url}/graphql`;
    const bankUser = new GatewayClient({ url, token: (await failing.as(person)).jwt });
    const { data: connections } = await bankUser.viewer.listConnections();
    const connection = bankUser.bankConnection(connections[0]?.id ?? '');
    const input = { idempotencyKey: 'sync-that-fails' };
    const ended = { __typename: 'SyncEnded', succeeded: false, connection: { sync: { consecutiveFailures: 1 } } };
    expect((await connection.syncAndWait(input)).data).toMatchObject(ended);
    expect((await connection.syncAndWait(input)).data).toMatchObject(ended);
    const aService = new GatewayClient({ url, token: (await failing.service()).jwt });
    const { data: events } = await aService.listEvents({ type: 'bank_connection.sync_failed' });
    expect(events).toHaveLength(1);
  });
});

describe('what is deleted', () => {
  it('is gone', async () => {
    const { data } = await client.viewer.get();
    const connection = client.bankConnection(data.connections?.at(-1)?.id ?? '');
    const account = client.account(data.accounts?.at(-1)?.id ?? '');
    expect((await account.delete()).data).toEqual({ __typename: 'DeleteSuccess', deletedId: account.id });
    expect((await connection.delete()).data).toEqual({ __typename: 'DeleteSuccess', deletedId: connection.id });
    await expect(account.get()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(connection.get()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
