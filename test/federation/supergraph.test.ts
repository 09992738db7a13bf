import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';
import { startNeighbour, type Neighbour } from './neighbour.js';
import { compose, ROUTERS, type Router } from './routers.js';

it('composes with a neighbour without errors and hints', async () => {
  const { errors, hints } = await compose('http://banking', 'http://goals');
  expect(errors).toBeUndefined();
  expect(hints?.map(({ message }) => message)).toEqual([]);
});

it('passes tags, costs and list sizes on to the supergraph', async () => {
  const { supergraphSdl = '' } = await compose('http://banking', 'http://goals');
  expect(supergraphSdl).toMatch(/iban: String .*@tag\(name: "pii"\)/);
  expect(supergraphSdl).toMatch(/token: String @tag\(name: "secret"\)/);
  expect(supergraphSdl).toMatch(/balance: Balance .*@cost\(weight: 10\)/);
  expect(supergraphSdl).toMatch(
    /\): TurnoverConnection .*@listSize\(assumedSize: 50, slicingArguments: \["first", "last"\]/,
  );
});

describe.each(ROUTERS)('%s in front of both', (_, start) => {
  let banking: DemoGateway;
  let neighbour: Neighbour;
  let accountIds: readonly string[] = [];
  let router: Router;
  let url: string;

  beforeAll(async () => {
    banking = await startDemoGateway();
    neighbour = await startNeighbour(() => accountIds);
    const { supergraphSdl } = await compose(`${banking.url}/graphql`, neighbour.url);
    if (supergraphSdl === undefined) throw new Error('The two do not compose.');
    router = await start(supergraphSdl);
    ({ url } = router);
    const { data } = await post(
      banking.url,
      { query: '{ viewer { accounts(types: [GIRO]) { id } } }' },
      banking.demo.bankUserToken,
    );
    accountIds = (data as { viewer: { accounts: { id: string }[] } }).viewer.accounts.map(({ id }) => id);
  });

  afterAll(async () => {
    await router.stop();
    neighbour.close();
    await banking.close();
  });

  const QUERY = `{
    savingsGoals { title target { value } account { id nickname type balance { amount { value currency } } } }
  }`;

  it('answers a query across both with the caller’s token', async () => {
    const { data, errors } = await post(url, { query: QUERY }, banking.demo.bankUserToken);
    expect(errors).toBeUndefined();
    const { savingsGoals } = data as { savingsGoals: { account: Record<string, unknown> }[] };
    expect(savingsGoals.map(({ account }) => account.id)).toEqual(accountIds);
    expect(savingsGoals[0]).toMatchObject({
      target: { value: '1000.00' },
      account: {
        nickname: `Nickname of ${accountIds[0] ?? ''}`,
        type: 'GIRO',
        balance: { amount: { currency: 'EUR' } },
      },
    });
  });

  it('goes from our graph to the neighbour’s fields', async () => {
    const query = '{ viewer { accounts(types: [GIRO]) { id nickname } } }';
    const { data, errors } = await post(url, { query }, banking.demo.bankUserToken);
    expect(errors).toBeUndefined();
    const { accounts } = (data as { viewer: { accounts: { id: string; nickname: string }[] } }).viewer;
    expect(accounts.length).toBeGreaterThan(0);
    for (const { id, nickname } of accounts) expect(nickname).toBe(`Nickname of ${id}`);
  });

  it('gets nothing for a caller without a token', async () => {
    const { data, errors } = await post(url, { query: '{ savingsGoals { title account { id type } } }' });
    expect(JSON.stringify(data)).not.toContain('GIRO');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('gets what exists for somebody else’s references, without an error', async () => {
    const query = '{ savingsGoals { title account { nickname holder } } }';
    const known = accountIds;
    accountIds = ['bm90aGluZw'];
    const { data, errors } = await post(url, { query }, banking.demo.bankUserToken);
    accountIds = known;
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      savingsGoals: [{ title: 'Goal 0', account: { nickname: 'Nickname of bm90aGluZw', holder: null } }],
    });
  });

  it('keeps the code of a field that is null, and what else the gateway says', async () => {
    const query = '{ viewer { id } account(id: "none") { id } }';
    const { data, errors } = await post(url, { query }, banking.demo.bankUserToken);
    expect(data).toMatchObject({ viewer: { id: expect.any(String) as string }, account: null });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: 'Not found, or not accessible to you.',
      path: ['account'],
      extensions: { code: 'NOT_FOUND', retryable: false, serviceName: 'banking' },
    });
  });

  it('keeps the code of a request that the gateway refuses as a whole, and does not say where the gateway is', async () => {
    const answer = await post(url, { query: '{ viewer { id } }' }, 'refused');
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', retryable: false });
    expect(JSON.stringify(answer)).not.toContain(banking.url);
  });

  it('gives the gateway the request id, and the client no cost', async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${banking.demo.bankUserToken}`,
        'x-request-id': 'request-of-this-test',
      },
      body: JSON.stringify({ query: '{ account(id: "none") { id } }' }),
    });
    const { errors, extensions } = (await response.json()) as HttpAnswer & { readonly extensions?: object };
    expect(errors?.[0]?.extensions).toMatchObject({ requestId: 'request-of-this-test' });
    expect(extensions ?? {}).not.toHaveProperty('xs2a');
  });
});
