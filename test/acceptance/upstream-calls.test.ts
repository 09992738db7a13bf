import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { manyBanks } from './people/dashboard.js';

describe('calls to upstream', () => {
  const { person, accounts } = manyBanks('Calls_1');
  let deployment: Deployment;
  let caller: Caller;

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
    caller = deployment.as(person);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  /** Method, path and page of each, sorted. */
  const calls = (): string[] =>
    deployment.xs2a.requests
      .map(({ method, path, query }) => `${method} ${path} ${new URLSearchParams(query).get('page') ?? '1'}`)
      .sort();

  it('for the accounts of all connections are the pages of the two lists', async () => {
    await caller.data('{ viewer { connections { id accounts { id connection { id } } } accounts { id } } }');
    const reads = calls().filter((call) => !call.includes('/users/'));
    expect(reads).toEqual([
      ...[1, 2, 3].map((number) => `GET /v1/api/accounts ${number}`),
      ...[1, 2].map((number) => `GET /v1/api/connections ${number}`),
    ]);
  });

  it('for the turnovers of one account are one, under any number of names and filters', async () => {
    const [account] = accounts;
    if (account === undefined) throw new Error('No account.');
    const id = (await GraphIds.of(caller)).account(account);
    deployment.xs2a.forgetRequests();
    const answer = await caller.ask(
      `query($id: ID!) {
        a: account(id: $id) { one: turnovers(first: 1) { totalCount } two: turnovers(filter: { status: [BOOKED] }) { totalCount } balance { asOf } }
        b: account(id: $id) {
          three: turnovers(filter: { from: "2025-01-01", to: "2025-01-01" }) { totalCount }
          four: turnovers(filter: { onlyNew: true }) { totalCount }
          balance { amount { value } }
        }
      }`,
      { id },
    );
    expect(answer.data).toMatchObject({
      a: { one: { totalCount: 8 }, two: { totalCount: 8 } },
      b: { three: { totalCount: 4 }, four: { totalCount: 0 } },
    });
    expect(deployment.xs2a.requestsOf('GET', /\/turnovers$/)).toHaveLength(1);
    expect(deployment.xs2a.requestsOf('GET', /\/balance$/)).toHaveLength(1);
  });

  it('are told with the answer', async () => {
    const answer = await caller.ask('{ viewer { name connections { id } accounts { id balance { asOf } } } }');
    expect(answer.errors).toEqual([]);
    expect(answer.extensions.xs2a?.upstreamCalls).toBe(deployment.xs2a.requests.length);
  });
});
