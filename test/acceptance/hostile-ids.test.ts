import { newPerson } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { disguises, hostileTexts, isHonestPath } from './harness/hostile.js';
import { idArguments, type IdArgument } from './harness/id-arguments.js';
import { addAccount, addConnection } from './people/records.js';

/** Alike for every caller; a missing or foreign thing would get the same. */
const REFUSALS = ['NOT_FOUND', 'FORBIDDEN', 'BAD_USER_INPUT'];
const REFUSING_TYPES = ['NotFoundError', 'InvalidInputError'];

describe('ids that are meant to do harm', () => {
  const person = newPerson('Victim-_01', { name: 'Viktor Victim', email: 'viktor@victim.example' });
  const connection = addConnection(person, 1);
  const account = addAccount(person, connection, 2);
  let deployment: Deployment;
  let ids: readonly { id: string; xs2aId: string }[];
  let places: IdArgument[];

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
    const graphIds = await GraphIds.of(deployment.as(person));
    ids = [
      { id: graphIds.viewer, xs2aId: person.id },
      { id: graphIds.connection(connection), xs2aId: person.id },
      { id: graphIds.connection(connection), xs2aId: connection.id },
      { id: graphIds.account(account), xs2aId: person.id },
      { id: graphIds.account(account), xs2aId: account.id },
    ];
    places = await idArguments(deployment.service());
    expect(places.length).toBeGreaterThanOrEqual(10);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  async function expectRefused(caller: Caller, place: IdArgument, id: string): Promise<void> {
    const answer = await caller.ask<Record<string, { __typename: string } | null> | null>(place.operation, { id });
    const outcome = answer.data?.[place.field];
    if (outcome !== null && outcome !== undefined) expect(REFUSING_TYPES).toContain(outcome.__typename);
    else expect(codesOf(answer).filter((code) => !REFUSALS.includes(code))).toEqual([]);
  }

  async function expectHarmless(caller: Caller, text: string): Promise<void> {
    for (const id of disguises(text, ids)) {
      await Promise.all(places.map((place) => expectRefused(caller, place, id)));
    }
    expect(deployment.xs2a.requests.map(({ path }) => path).filter((path) => !isHonestPath(path))).toEqual([]);
    expect(person.connections).toEqual([connection]);
    expect(person.accounts).toEqual([account]);
  }

  const labelled = hostileTexts.map((text) => ({ label: JSON.stringify(text).slice(0, 30), text }));

  it.each(labelled)('reach no upstream path and are refused: $label', async ({ text }) => {
    await expectHarmless(deployment.service(), text);
  });

  it.each(['../users', '%2e%2e', '__proto__'])('do no better in the hands of a bank user: %s', async (text) => {
    await expectHarmless(deployment.as(person), text);
  });

  it.each(['first: 0', 'first: -1', 'first: 501', 'after: "../users"', 'after: "__proto__"', 'after: "AAAA"'])(
    'and bad paging of bank users is refused: %s',
    async (argument) => {
      const answer = await deployment.service().ask(`{ bankUsers(${argument}) { nodes { id } } }`);
      expect(['BAD_USER_INPUT', 'CURSOR_MISMATCH']).toEqual(expect.arrayContaining(codesOf(answer)));
      expect(answer.errors).toHaveLength(1);
    },
  );

  it('can be dates, too: a day that is none never gets into a path', async () => {
    const graphIds = await GraphIds.of(deployment.as(person));
    for (const upTo of ['../users', '2026-02-30', '', '2026-01-01/../x', '%2e%2e']) {
      const answer = await deployment
        .as(person)
        .ask(
          'mutation($id: ID!, $upTo: Date) { markTurnoversSeen(input: { accountId: $id, upTo: $upTo }) { __typename } }',
          {
            id: graphIds.account(account),
            upTo,
          },
        );
      expect(answer.errors).not.toEqual([]);
    }
    expect(deployment.xs2a.requestsOf('POST', /markAsSeen/)).toEqual([]);
  });
});
