import {
  XS2AGatewayClient,
  type BankUserClient,
  type FormElementFragment,
  type SubmitWizardStepInput,
  type SubmitWizardStepMutation,
  type TurnoverEntryFragment,
  type WizardValueInput,
} from '../../client/index.js';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

type WizardStep = Extract<SubmitWizardStepMutation['submitWizardStep'], { readonly __typename: 'WizardStep' }>;

/** A sync at the test bank takes some seconds. */
let gateway: DemoGateway;
let client: XS2AGatewayClient;
let service: XS2AGatewayClient;

beforeAll(async () => {
  gateway = await startDemoGateway();
  client = clientWith(gateway.demo.bankUserToken);
  service = clientWith(gateway.demo.serviceToken);
});

afterAll(() => gateway.close());

function clientWith(token: string): XS2AGatewayClient {
  return new XS2AGatewayClient({ url: `${gateway.url}/graphql`, token: () => token });
}

async function viewerId(): Promise<string> {
  return (await client.viewer.overview()).data.id;
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected = [];
  for await (const one of all) collected.push(one);
  return collected;
}

describe('a bank user', () => {
  it('sees connections, accounts and balances at once', async () => {
    const { data, errors } = await client.viewer.overview();
    expect(errors).toEqual([]);
    expect(data.name).toBe('Klara Vielkonto');
    expect(data.connections?.length).toBeGreaterThan(1);
    const giro = data.accounts?.find(({ type }) => type === 'GIRO');
    expect(giro?.balance?.amount?.value).toMatch(/^-?\d+\.\d\d$/);
  });

  it('lists accounts of a type', async () => {
    const { data } = await client.viewer.accounts({ types: ['LOAN'] });
    expect(new Set(data.map(({ type }) => type))).toEqual(new Set(['LOAN']));
  });

  it('finds the connections about which something is to be done', async () => {
    const { data } = await client.viewer.connectionsNeedingAction();
    const { data: all } = await client.viewer.connections();
    expect(data.length).toBeGreaterThan(0);
    expect(data.length).toBeLessThan(all.length);
    expect(data.every(({ requiredAction }) => requiredAction !== null)).toBe(true);
  });

  it('finds the connections whose consent ends', async () => {
    const { data } = await client.viewer.connections({ expiringWithinDays: 30 });
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ consent }) => (consent.daysRemaining ?? Infinity) <= 30)).toBe(true);
  });

  it('turns the pages of turnovers by hand', async () => {
    const first = await client.viewer.turnovers({ first: 3 });
    const after = first.data.pageInfo.endCursor ?? undefined;
    const second = await client.viewer.turnovers({ first: 3, after });
    const ids = [...first.data.nodes, ...second.data.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  it('goes over all turnovers of all pages, once each', async () => {
    const filter = { from: '2000-01-01', direction: 'CREDIT' } as const;
    const all = await collect(client.viewer.allTurnovers({ filter, first: 7 }));
    const { data } = await client.viewer.turnovers({ filter });
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
    const counting = new XS2AGatewayClient({
      url: `${gateway.url}/graphql`,
      token: () => gateway.demo.bankUserToken,
      fetch: counted,
    });
    let seen = 0;
    for await (const turnover of counting.viewer.allTurnovers({ first: 2 })) {
      expect(turnover.id).not.toBe('');
      if (++seen === 3) break;
    }
    expect(requests).toBe(2);
  });

  it.each(['MONTH', 'CATEGORY', 'COUNTERPARTY', 'TAG'] as const)('sees what was spent by %s', async (by) => {
    const { data } = await client.viewer.spending(by);
    expect(data.groups.length).toBeGreaterThan(0);
    for (const { totals } of data.groups)
      for (const { debits, credits } of totals) {
        expect(Number(debits.value)).toBeLessThan(0);
        expect(Number(credits.value)).toBe(0);
      }
  });

  it('sees what one account spent in a category', async () => {
    const { data: accounts } = await client.viewer.accounts({ types: ['GIRO'] });
    const id = accounts[0]?.id ?? '';
    const { data: everything } = await client.viewer.spending('CATEGORY');
    const { data } = await client.viewer.spending('CATEGORY', { accountIds: [id], category: 'K' });
    expect(data.groups.length).toBeGreaterThan(0);
    expect(data.groups.every(({ key }) => key.startsWith('K'))).toBe(true);
    expect(everything.groups.map(({ key }) => key)).toContain('K');
  });
});

describe('an account', () => {
  it('is read by its id, with its turnovers', async () => {
    const { data: accounts } = await client.viewer.accounts({ types: ['GIRO'] });
    const account = client.account(accounts[0]?.id ?? '');
    expect((await account.read()).data).toEqual(accounts[0]);
    const pages = await collect(account.turnoverPages({ first: 500 }));
    const all: TurnoverEntryFragment[] = await collect(account.allTurnovers({ first: 100 }));
    expect(pages.flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(all.map(({ id }) => id));
    expect(all.every((turnover) => turnover.account.id === account.id)).toBe(true);
  });

  it('has no new turnovers once they were seen', async () => {
    const { data: accounts } = await client.viewer.accounts({ types: ['GIRO'] });
    const account = client.account(accounts[0]?.id ?? '');
    expect(await account.markTurnoversSeen()).toMatchObject({ __typename: 'MarkTurnoversSeenSuccess' });
    expect((await account.turnovers({ filter: { onlyNew: true } })).data.totalCount).toBe(0);
  });
});

describe('a service caller', () => {
  const asViewer = async (): Promise<BankUserClient> => service.bankUser(await viewerId());

  it('sees of a bank user what the bank user sees', async () => {
    const bankUser = await asViewer();
    expect((await bankUser.overview()).data).toEqual((await client.viewer.overview()).data);
    expect((await bankUser.connections()).data).toEqual((await client.viewer.connections()).data);
    expect((await bankUser.accounts()).data).toEqual((await client.viewer.accounts()).data);
    expect((await bankUser.turnovers({ first: 5 })).data).toEqual((await client.viewer.turnovers({ first: 5 })).data);
    expect((await bankUser.spending('MONTH')).data).toEqual((await client.viewer.spending('MONTH')).data);
  });

  it('creates, lists and deletes bank users', async () => {
    const created = await service.createBankUser({ name: 'Ines Neu', email: 'ines@example.com' });
    if (created.__typename !== 'CreateBankUserSuccess') throw new Error(created.__typename);
    const { id } = created.bankUser;
    const { data } = await service.bankUsers({ first: 500 });
    expect(data.nodes.map((bankUser) => bankUser.id)).toContain(id);
    expect(await service.deleteBankUser(id)).toEqual({ __typename: 'DeleteSuccess', deletedId: id });
    expect(await service.deleteBankUser(id)).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' });
  });

  it('is told what is wrong with an input', async () => {
    const refused = await service.createBankUser({ name: '', email: 'ines@example.com' });
    expect(refused).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['name'] }] });
  });

  it('makes, lists, renews and ends raw tokens', async () => {
    const validUntil = new Date(Date.now() + 10 * 60_000).toISOString();
    const bankUserId = await viewerId();
    const made = await service.createAccessToken({ bankUserId, validUntil });
    if (made.__typename !== 'CreateAccessTokenSuccess') throw new Error(made.__typename);
    expect(made.accessToken.token).not.toBe('');
    expect((await service.accessTokens(bankUserId)).data.map(({ id }) => id)).toContain(made.accessToken.id);
    const renewal = { bankUserId, tokenId: made.accessToken.id, validUntil };
    expect((await service.renewAccessToken(renewal)).__typename).toBe('CreateAccessTokenSuccess');
    const ended = await service.revokeAccessToken({ bankUserId, tokenId: made.accessToken.id });
    expect(ended.__typename).toBe('DeleteSuccess');
  });
});

describe('a bank login', () => {
  it('goes from the bank picker over the forms to a connection', async () => {
    const { data: banks } = await client.banks({ search: '88888888' });
    const begun = await client.createBankConnection({ bic: banks[0]?.bic, country: 'DE', language: 'EN' });
    if (begun.__typename !== 'CreateBankConnectionSuccess') throw new Error(begun.__typename);
    const { key, transactionId } = begun.wizardSession;
    if (key === null) throw new Error('There is no key.');
    expect((await client.wizardSession(transactionId)).data.finished).toBe(false);
    let step = await stepAfter({ key });
    for (let steps = 0; !step.finished && steps < 20; steps++) step = await stepAfter(answerTo(key, step));
    expect(step).toMatchObject({ finished: true, error: null });
    const { data: session } = await client.wizardSession(transactionId);
    expect(session).toMatchObject({ finished: true, connection: { country: 'DE' } });
  });

  async function stepAfter(input: SubmitWizardStepInput): Promise<WizardStep> {
    const step = await client.submitWizardStep(input);
    if (step.__typename !== 'WizardStep') throw new Error(step.__typename);
    return step;
  }

  function answerTo(key: string, { form, pollAfterMs }: WizardStep): SubmitWizardStepInput {
    if (pollAfterMs !== null) return { key, action: 'POLL' };
    const values = form?.elements.flatMap((element) => valueOf(element)) ?? [];
    return { key, values };
  }

  function valueOf(element: FormElementFragment): WizardValueInput[] {
    if (element.__typename === 'WizardTextField') {
      return [{ name: element.name, value: element.value ?? (element.secret ? '123456' : 'abcdef') }];
    }
    if (element.__typename === 'WizardCheckboxField') return [{ name: element.name, value: 'true' }];
    if (element.__typename !== 'WizardChoiceField') return [];
    return [{ name: element.name, value: element.selected ?? element.options[0]?.value ?? '' }];
  }

  it('is asked for anew by a reset', async () => {
    const { data: connections } = await client.viewer.connections();
    const id = connections.find(({ status }) => status === 'ACTIVE')?.id ?? '';
    const reset = await client.bankConnection(id).reset();
    expect(reset).toMatchObject({ __typename: 'SyncNeedsUser', wizardSession: { key: expect.any(String) as string } });
  });
});

describe('a sync', () => {
  /** The one that was synced longest ago: XS2A counts in seconds, and two syncs within one look like one. */
  async function connectionWith(status: string) {
    const { data } = await client.viewer.connections();
    const [oldest] = data
      .filter((connection) => connection.status === status)
      .sort((a, b) => ((a.sync.lastSyncedAt ?? '') < (b.sync.lastSyncedAt ?? '') ? -1 : 1));
    return client.bankConnection(oldest?.id ?? '');
  }

  it('is over when its end can be seen', async () => {
    const connection = await connectionWith('ACTIVE');
    const before = (await connection.read()).data.sync.lastSyncedAt;
    const outcome = await connection.syncAndWait();
    expect(outcome).toMatchObject({ __typename: 'SyncEnded', succeeded: true });
    expect((await connection.read()).data.sync.lastSyncedAt).not.toBe(before);
  });

  it('that does not begin says why', async () => {
    const connection = await connectionWith('DISABLED');
    expect(await connection.syncAndWait()).toMatchObject({ __typename: 'BankConnectionDisabledError' });
  });
});

describe('what is deleted', () => {
  it('is gone', async () => {
    const { data } = await client.viewer.overview();
    const connection = client.bankConnection(data.connections?.at(-1)?.id ?? '');
    const account = client.account(data.accounts?.at(-1)?.id ?? '');
    expect(await account.delete()).toEqual({ __typename: 'DeleteSuccess', deletedId: account.id });
    expect(await connection.delete()).toEqual({ __typename: 'DeleteSuccess', deletedId: connection.id });
    await expect(account.read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(connection.read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
