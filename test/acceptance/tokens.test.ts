import type { RecordedRequest } from './other-xs2a/server.js';
import { newPerson, type Person } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment } from './harness/deployment.js';
import { addAccount, addConnection } from './people/records.js';

const TOKENS = /^\/v1\/api\/users\/[^/]+\/accesstokens/;
const ACCOUNTS = '{ viewer { accounts { id xs2aId } } }';

/** One for each way in which the server writes `valid_until`. */
const people = (['echo', 'iso', 'none'] as const).map((tokenTime, index) => {
  const person = newPerson(
    `Token_User-${index}`,
    { name: 'Tara Token', email: `tara${index}@token.example` },
    tokenTime,
  );
  const connection = addConnection(person, index);
  for (const number of [10, 11, 12]) addAccount(person, connection, number + 10 * index);
  return person;
});
const [first = newPerson('', {}), second = newPerson('', {}), third = newPerson('', {})] = people;

describe('access tokens', () => {
  let deployment: Deployment;

  beforeEach(async () => {
    deployment = await Deployment.start(people);
  });

  afterEach(async () => {
    await deployment.stop();
    for (const person of people) person.tokens.length = 0;
  });

  /** Tokens made or renewed for a person, as upstream saw it. */
  const written = (person: Person): RecordedRequest[] =>
    deployment.xs2a.requests.filter(
      ({ method, path }) => ['PUT', 'PATCH'].includes(method) && TOKENS.test(path) && path.includes(`/${person.id}/`),
    );

  const ask = async (person: Person, times: number): Promise<void> => {
    const caller = deployment.as(person);
    const expected = {
      viewer: { accounts: person.accounts.map(({ id }) => expect.objectContaining({ xs2aId: id }) as unknown) },
    };
    const answers = await Promise.all(Array.from({ length: times }, () => caller.data(ACCOUNTS)));
    expect(answers).toEqual(answers.map(() => expected));
  };

  it('are made once for each bank user, and kept', async () => {
    await Promise.all(people.map((person) => ask(person, 20)));
    for (const person of people) await ask(person, 3);
    expect(people.map((person) => written(person).map(({ method, status }) => [method, status]))).toEqual(
      people.map(() => [['PUT', 200]]),
    );
  });

  it('are renewed once for 50 requests at the same moment, after upstream has forgotten them all', async () => {
    await ask(first, 1);
    await ask(second, 1);
    deployment.xs2a.expireAllTokens();
    deployment.xs2a.forgetRequests();
    await Promise.all([ask(first, 50), ask(second, 1)]);
    expect(written(first)).toHaveLength(1);
    expect(written(second)).toHaveLength(1);
    expect(written(third)).toEqual([]);
  });

  it('belong to the bank user whose data is read, and the API key to the rest', async () => {
    await Promise.all(people.map((person) => ask(person, 2)));
    await deployment.service().data('{ bankUsers { nodes { id connections { id } } } }');
    expect(deployment.xs2a.requests.map(({ status }) => status)).not.toContain(401);
  });

  it('are not tried for ever when upstream refuses each of them', async () => {
    const refusal = { status: 401, body: { code: 401, message: 'no' } };
    deployment.xs2a.fault({ path: /^\/v1\/api\/accounts/, strike: { kind: 'answer', answer: refusal } });
    const answer = await deployment.as(first).ask('{ viewer { accounts { id } } }');
    expect(answer.data).toEqual({ viewer: { accounts: null } });
    expect(codesOf(answer)).toHaveLength(1);
    expect(written(first).length).toBeLessThanOrEqual(2);
    expect(deployment.xs2a.requestsOf('GET', /^\/v1\/api\/accounts/)).toHaveLength(2);
  });

  it('that cannot be made are asked for once only, whatever becomes of the answer', async () => {
    deployment.xs2a.fault({ method: 'PUT', path: TOKENS, strike: { kind: 'reset' } });
    const answer = await deployment.as(first).ask('{ viewer { accounts { id } } }');
    expect(answer.errors.length).toBeGreaterThan(0);
    expect(written(first)).toHaveLength(1);
  });
});
