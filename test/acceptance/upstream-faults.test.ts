import { failure, type Answer } from './other-xs2a/answer.js';
import type { Strike } from './other-xs2a/faults.js';
import { newPerson } from './other-xs2a/world.js';
import { codesOf, type GraphQLAnswer } from './harness/answer.js';
import { Deployment } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { addAccount, addConnection } from './people/records.js';
import { manyBanks } from './people/dashboard.js';
import { manyEntries } from './people/zoo.js';

const TURNOVERS = 'query($id: ID!) { account(id: $id) { xs2aId turnovers(first: 5) { totalCount } } }';

const answering = (answer: Answer): Strike => ({ kind: 'answer', answer });

describe('what upstream does wrong', () => {
  const person = newPerson('Fault-1', { name: 'Frieda Fault', email: 'frieda@fault.example' });
  const connection = addConnection(person, 1);
  const accounts = [2, 3, 4].map((number) => addAccount(person, connection, number, { rows: manyEntries(5) }));
  const [broken] = accounts;
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.start([person], { LOG_LEVEL: 'trace' });
  });

  afterAll(async () => {
    await deployment.stop();
  });

  /** Asks for the turnovers of one account while its upstream path is struck. */
  async function askStruck(strike: Strike): Promise<GraphQLAnswer<{ account: { turnovers: unknown } | null }>> {
    if (broken === undefined) throw new Error('No account.');
    const caller = deployment.as(person);
    const id = (await GraphIds.of(caller)).account(broken);
    const lift = deployment.xs2a.fault({ path: new RegExp(`/accounts/${broken.id}/turnovers$`), strike });
    const answer = await caller.ask<{ account: { turnovers: unknown } | null }>(TURNOVERS, { id });
    lift();
    return answer;
  }

  it.each([
    ['an error of its own', answering(failure(500)), 'UPSTREAM_UNAVAILABLE', true],
    [
      'a bad gateway with HTML',
      answering({ status: 502, body: '<h1>SECRET-UPSTREAM-TEXT</h1>' }),
      'UPSTREAM_UNAVAILABLE',
      true,
    ],
    ['a broken connection', { kind: 'reset' }, 'UPSTREAM_UNAVAILABLE', true],
    [
      'HTML where JSON should be',
      answering({ status: 200, body: '<h1>SECRET-UPSTREAM-TEXT</h1>' }),
      'UPSTREAM_UNAVAILABLE',
      true,
    ],
    ['JSON of another form', answering({ status: 200, body: ['SECRET-UPSTREAM-TEXT'] }), 'UPSTREAM_UNAVAILABLE', true],
    ['no body at all', answering({ status: 200 }), 'UPSTREAM_UNAVAILABLE', true],
    [
      'turnovers that are no list',
      answering({ status: 200, body: { turnovers: 'SECRET-UPSTREAM-TEXT' } }),
      'UPSTREAM_UNAVAILABLE',
      true,
    ],
    ['a refusal', answering(failure(422)), 'UPSTREAM_REJECTED', false],
    ['a forbidding', answering(failure(403)), 'UPSTREAM_REJECTED', false],
    ['a missing account', answering(failure(404)), 'NOT_FOUND', false],
  ] as const)('is one error with a code, at its field alone: %s', async (_, strike, code, retryable) => {
    const answer = await askStruck(strike);
    expect(answer.data.account).toEqual({ xs2aId: broken?.id, turnovers: null });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions.code, extensions.retryable])).toEqual([
      [['account', 'turnovers'], code, retryable],
    ]);
  });

  it('is passed on as a limit of rate, with the time to wait', async () => {
    const answer = await askStruck(answering(failure(429, { 'retry-after': '120' })));
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
      expect.objectContaining({ code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: 120 }),
    ]);
  });

  it.each([301, 302, 303, 307, 308])('is not followed to another host: %i', async (status) => {
    const answer = await askStruck(answering({ status, headers: { location: `${deployment.xs2a.foreign.url}/v1/x` } }));
    expect(answer.errors).toHaveLength(1);
    expect(deployment.xs2a.foreign.visits).toEqual([]);
  });

  it('is not taken for the fault of the caller: a refused API key', async () => {
    const lift = deployment.xs2a.fault({ path: /^\/v1\/api\/users/, strike: answering(failure(401)) });
    const answer = await deployment.service().ask('{ bankUsers { nodes { id } } }');
    lift();
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([200, { bankUsers: null }, ['UPSTREAM_REJECTED']]);
  });

  it('never makes a list look complete: a page of it that is missing', async () => {
    const many = manyBanks('Fault-2').person;
    deployment.xs2a.world.people.push(many);
    const lift = deployment.xs2a.fault({
      path: /^\/v1\/api\/accounts$/,
      query: /\bpage=3\b/,
      strike: answering(failure(500)),
    });
    const answer = await deployment.as(many).ask('{ viewer { xs2aId accounts { id } } }');
    lift();
    expect(answer.data).toEqual({ viewer: { xs2aId: many.id, accounts: null } });
    expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
  });

  it('leaves nothing to show of a bank user who is gone', async () => {
    const gone = newPerson('Gone-1', { name: 'Gustav Gone', email: 'gustav@gone.example' });
    const answer = await deployment.as(gone).ask('{ viewer { xs2aId name accounts { id } } }');
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(codesOf(answer).filter((code) => code !== 'NOT_FOUND')).toEqual([]);
  });

  it('blanks one field and leaves the page', async () => {
    const path = new RegExp(`/accounts/${broken?.id ?? ''}/(turnovers|balance)$`);
    const lift = deployment.xs2a.fault({ path, strike: answering(failure(500)) });
    const answer = await deployment
      .as(person)
      .ask<{ viewer: { accounts: Page[] } }>(
        '{ viewer { name accounts { xs2aId balance { amount { value } } turnovers(first: 9) { totalCount } } } }',
      );
    lift();
    expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE']);
    for (const { xs2aId, balance, turnovers } of answer.data.viewer.accounts) {
      if (xs2aId === broken?.id) expect([balance, turnovers]).toEqual([null, null]);
      else
        expect([balance, turnovers]).toEqual([{ amount: { value: expect.any(String) as unknown } }, { totalCount: 5 }]);
    }
    expect(answer.data.viewer.accounts).toHaveLength(3);
  });
});

interface Page {
  readonly xs2aId: string;
  readonly balance: unknown;
  readonly turnovers: unknown;
}
