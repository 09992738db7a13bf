import { newPerson } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { disguises, hostileTexts, isHonestPath } from './harness/hostile.js';
import { addAccount, addConnection } from './people/records.js';

const ENTITIES = `query($r: [_Any!]!) { _entities(representations: $r) {
  __typename ... on BankUser { xs2aId name } ... on BankConnection { xs2aId bankName } ... on Account { xs2aId iban }
} }`;

describe('entities, as a router asks for them', () => {
  const person = newPerson('Entity-_1', { name: 'Erna Entity', email: 'erna@entity.example' });
  const connection = addConnection(person, 1);
  const account = addAccount(person, connection, 2);
  const other = newPerson('Entity-_2', { name: 'Egon Entity', email: 'egon@entity.example' });
  const foreign = { connection: addConnection(other, 3), account: addAccount(other, null, 4) };
  let deployment: Deployment;
  let ids: GraphIds;
  let otherIds: GraphIds;

  beforeAll(async () => {
    deployment = await Deployment.start([person, other]);
    ids = await GraphIds.of(deployment.as(person));
    otherIds = await GraphIds.of(deployment.as(other));
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  const representations = (of: GraphIds, it: { connection: { id: string }; account: { id: string } }): object[] => [
    { __typename: 'BankUser', id: of.viewer },
    { __typename: 'BankConnection', id: of.connection(it.connection) },
    { __typename: 'Account', id: of.account(it.account) },
  ];

  const entities = async (caller: Caller, r: object[]): Promise<unknown> =>
    (await caller.data<{ _entities: unknown }>(ENTITIES, { r }))._entities;

  const own = [
    { __typename: 'BankUser', xs2aId: person.id, name: 'Erna Entity' },
    { __typename: 'BankConnection', xs2aId: connection.id, bankName: 'Bank 1' },
    { __typename: 'Account', xs2aId: account.id, iban: account.raw.iban },
  ];

  it('are shown to their bank user and to a service', async () => {
    const r = representations(ids, { connection, account });
    expect(await entities(deployment.as(person), r)).toEqual(own);
    expect(await entities(deployment.service(), r)).toEqual(own);
  });

  it('are null, without an error, where they are foreign, missing or of another type', async () => {
    const wrong = [
      ...representations(otherIds, foreign),
      { __typename: 'Account', id: ids.connection(connection) },
      { __typename: 'BankConnection', id: ids.account(account) },
    ];
    expect(await entities(deployment.as(person), wrong)).toEqual(wrong.map(() => null));
    expect(deployment.xs2a.requests.filter(({ path }) => path.includes(other.id))).toEqual([]);
  });

  it('do no harm by their ids', async () => {
    const all = hostileTexts.flatMap((text) =>
      disguises(text, [{ id: ids.account(account), xs2aId: account.id }]).map((id) => ({ __typename: 'Account', id })),
    );
    for (let start = 0; start < all.length; start += 20) {
      const batch = all.slice(start, start + 20);
      expect(await entities(deployment.as(person), batch)).toEqual(batch.map(() => null));
    }
    expect(deployment.xs2a.requests.map(({ path }) => path).filter((path) => !isHonestPath(path))).toEqual([]);
  });

  it('are nothing to somebody unknown', async () => {
    const answer = await deployment
      .anonymous()
      .ask<{ _entities: unknown } | null>(ENTITIES, { r: representations(ids, { connection, account }) });
    expect(JSON.stringify(answer.data)).not.toContain('Erna');
    expect(codesOf(answer).filter((code) => code !== 'UNAUTHENTICATED')).toEqual([]);
    expect(deployment.xs2a.requests).toEqual([]);
  });
});
