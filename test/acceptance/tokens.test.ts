import type { RecordedRequest } from './other-xs2a/server.js';
import { newPerson, type Person } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment } from './harness/deployment.js';
import { addAccount, addConnection } from './people/records.js';

const TOKENS = /^\/v1\/api\/users\/[^/]+\/accesstokens/;
const ACCOUNTS = '{ viewer { accounts { id xs2aId } } }';

describe('access tokens', () => {
  let deployment: Deployment;
  let number = 0;

  beforeAll(async () => {
    deployment = await Deployment.start([]);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  /** Somebody whom the gateway has not met. */
  function stranger(tokenTime: Person['tokenTime'] = 'echo'): Person {
    const name = (number += 1);
    const person = newPerson(
      `Token_User-${name}`,
      { name: 'Tara Token', email: `tara${name}@token.example` },
      tokenTime,
    );
    const connection = addConnection(person, 10 * name);
    for (const account of [1, 2, 3]) addAccount(person, connection, 10 * name + account);
    deployment.xs2a.world.people.push(person);
    return person;
  }

  /** Tokens made or renewed for a person, as upstream saw it. */
  const written = (person: Person): RecordedRequest[] =>
    deployment.xs2a.requests.filter(
      ({ method, path }) => ['PUT', 'PATCH'].includes(method) && TOKENS.test(path) && path.includes(`/${person.id}/`),
    );

  async function ask(person: Person, times: number): Promise<void> {
    const caller = deployment.as(person);
    const answers = await Promise.all(
      Array.from({ length: times }, () => caller.data<{ viewer: { accounts: { xs2aId: string }[] } }>(ACCOUNTS)),
    );
    const held = person.accounts.map(({ id }) => id);
    for (const { viewer } of answers) expect(viewer.accounts.map(({ xs2aId }) => xs2aId)).toEqual(held);
  }

  it('are made once for each bank user, and kept, however upstream writes their end', async () => {
    const people = (['echo', 'iso', 'none'] as const).map(stranger);
    await Promise.all(people.map((person) => ask(person, 20)));
    for (const person of people) await ask(person, 3);
    for (const person of people) {
      expect(written(person).map(({ method, status }) => [method, status])).toEqual([['PUT', 200]]);
    }
    expect(deployment.xs2a.requests.map(({ status }) => status)).not.toContain(401);
  });

  it('are renewed once for 50 requests at the same moment, after upstream has forgotten them all', async () => {
    const [first, second, third] = [stranger(), stranger(), stranger()];
    await Promise.all([first, second, third].map((person) => ask(person, 1)));
    deployment.xs2a.expireAllTokens();
    deployment.xs2a.forgetRequests();
    await Promise.all([ask(first, 50), ask(second, 1)]);
    expect([first, second, third].map((person) => written(person).length)).toEqual([1, 1, 0]);
  });

  it('belong to the bank user whose data is read, and the API key to the rest', async () => {
    const [first, second] = [stranger(), stranger()];
    await deployment.service().data('{ bankUsers { nodes { id accounts { id } } } }');
    // Those who were here before have tokens that upstream has forgotten; nothing else may be refused.
    const refused = deployment.xs2a.requests.filter(({ status }) => status === 401);
    expect(refused.filter(({ credential }) => credential.kind !== 'expired-token')).toEqual([]);
    for (const person of [first, second]) expect(written(person)).toHaveLength(1);
  });

  it('are not tried for ever when upstream refuses each of them', async () => {
    const person = stranger();
    const path = /^\/v1\/api\/accounts/;
    const refusal = { status: 401, body: { code: 401, message: 'no' } };
    const lift = deployment.xs2a.fault({ path, strike: { kind: 'answer', answer: refusal } });
    const answer = await deployment.as(person).ask(ACCOUNTS);
    lift();
    expect(answer.data).toEqual({ viewer: { accounts: null } });
    expect(codesOf(answer)).toEqual(['UPSTREAM_REJECTED']);
    expect(written(person).length).toBeLessThanOrEqual(2);
    expect(deployment.xs2a.requestsOf('GET', path)).toHaveLength(2);
  });

  it('that cannot be made are asked for once only, and the next operation is not held back by it', async () => {
    const person = stranger();
    const lift = deployment.xs2a.fault({ method: 'PUT', path: TOKENS, strike: { kind: 'reset' } });
    const answer = await deployment.as(person).ask(ACCOUNTS);
    lift();
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(written(person)).toHaveLength(1);
    await ask(person, 2);
    expect(written(person)).toHaveLength(2);
  });
});
