import type { Strike } from './other-xs2a/faults.js';
import { newPerson } from './other-xs2a/world.js';
import { until } from '../support/until.js';
import { Deployment } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { addAccount, addConnection } from './people/records.js';

const USERS = /^\/v1\/api\/users$/;
const CONNECTIONS = /^\/v1\/api\/connections$/;

const troubles: readonly { readonly name: string; readonly strike: Strike }[] = [
  ...[500, 502, 503, 504, 408, 425, 429].map((status) => ({
    name: `status ${status}`,
    strike: {
      kind: 'answer',
      answer: { status, body: 'SECRET-UPSTREAM-TEXT', headers: { 'retry-after': '0' } },
    } as const,
  })),
  { name: 'a broken connection', strike: { kind: 'reset' } },
  { name: 'a lost answer', strike: { kind: 'lose-answer' } },
  { name: 'an answer that is no JSON', strike: { kind: 'answer', answer: { status: 200, body: '<html>' } } },
];

const CREATE_USER =
  'mutation { createBankUser(input: { name: "Paul Put", email: "paul@put.example" }) { __typename } }';
const CREATE_CONNECTION = 'mutation { createBankConnection(input: { syncMode: NONE }) { __typename } }';

describe('what creates something is never sent twice', () => {
  const person = newPerson('PUT_once', { name: 'Petra Put', email: 'petra@put.example' });
  const connection = addConnection(person, 1);
  const account = addAccount(person, connection, 2);
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  it.each(troubles)('a bank user, after $name', async ({ strike }) => {
    const lift = deployment.xs2a.fault({ method: 'PUT', path: USERS, strike });
    const answer = await deployment.service().ask(CREATE_USER);
    lift();
    expect(answer.errors).toHaveLength(1);
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(1);
  });

  it.each(troubles)('a connection, after $name', async ({ strike }) => {
    const lift = deployment.xs2a.fault({ method: 'PUT', path: CONNECTIONS, strike });
    const answer = await deployment.as(person).ask(CREATE_CONNECTION);
    lift();
    expect(answer.errors).toHaveLength(1);
    expect(deployment.xs2a.requestsOf('PUT', CONNECTIONS)).toHaveLength(1);
  });

  it('a bank user, after no answer at all', async () => {
    const lift = deployment.xs2a.fault({ method: 'PUT', path: USERS, strike: { kind: 'hang' } });
    const leaving = new AbortController();
    const asked = deployment.service().ask(CREATE_USER, {}, leaving.signal);
    const givenUp = expect(asked).rejects.toThrow(/abort/i);
    await until('it is asked', () => deployment.xs2a.requestsOf('PUT', USERS).length > 0);
    leaving.abort();
    await givenUp;
    lift();
    // Whatever the broken connection might set off has happened when a later request has been served.
    await deployment.service().data('{ bankUsers { nodes { id } } }');
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(1);
  });

  it.each(troubles)('nor what deletes or marks something, after $name', async ({ strike }) => {
    const id = (await GraphIds.of(deployment.as(person))).account(account);
    const paths = { deleteAccount: new RegExp(`/accounts/${account.id}$`), markTurnoversSeen: /markAsSeen$/ };
    const lifts = [
      deployment.xs2a.fault({
        method: 'DELETE',
        path: paths.deleteAccount,
        strike: strike.kind === 'lose-answer' ? { kind: 'reset' } : strike,
      }),
      deployment.xs2a.fault({ method: 'POST', path: paths.markTurnoversSeen, strike }),
    ];
    await deployment
      .as(person)
      .ask('mutation($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }', { id });
    await deployment.as(person).ask('mutation($id: ID!) { deleteAccount(input: { id: $id }) { __typename } }', { id });
    for (const lift of lifts) lift();
    expect(deployment.xs2a.requestsOf('POST', paths.markTurnoversSeen)).toHaveLength(1);
    expect(deployment.xs2a.requestsOf('DELETE', paths.deleteAccount)).toHaveLength(1);
  });

  it('while a read is tried again', async () => {
    const ids = await GraphIds.of(deployment.as(person));
    deployment.xs2a.forgetRequests();
    const path = /\/turnovers$/;
    deployment.xs2a.fault({ method: 'GET', path, times: 1, strike: { kind: 'answer', answer: { status: 503 } } });
    const list = 'query($id: ID!) { account(id: $id) { turnovers(first: 1) { totalCount } } }';
    expect(await deployment.as(person).data(list, { id: ids.account(account) })).toEqual({
      account: { turnovers: { totalCount: 0 } },
    });
    expect(deployment.xs2a.requestsOf('GET', path)).toHaveLength(2);
  });
});
