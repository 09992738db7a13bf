import { newPerson } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';

const CREATE = `mutation($user: ID!, $until: DateTime!) { createAccessToken(input: { bankUserId: $user, validUntil: $until }) {
  __typename ... on CreateAccessTokenSuccess { accessToken { id token validUntil } }
} }`;
const REVOKE = `mutation($user: ID!, $token: ID!) { revokeAccessToken(input: { bankUserId: $user, tokenId: $token }) {
  __typename ... on DeleteSuccess { deletedId }
} }`;

describe('access tokens for apps that talk to XS2A themselves', () => {
  const person = newPerson('App-_1', { name: 'Anna App', email: 'anna@app.example' });
  let deployment: Deployment;
  let user: string;

  beforeAll(async () => {
    deployment = await Deployment.start([person], { TZ: 'Asia/Tokyo' });
    user = (await GraphIds.of(deployment.as(person))).viewer;
  });

  afterAll(async () => {
    await deployment.stop();
  });

  const inMinutes = (minutes: number): string =>
    `${new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19)}Z`;

  it('are made until the time that was asked for, and revoked', async () => {
    const service = deployment.service();
    const until = inMinutes(30);
    const { createAccessToken } = await service.data<{
      createAccessToken: { accessToken: { id: string; token: string; validUntil: string } };
    }>(CREATE, { user, until });
    const { id, token, validUntil } = createAccessToken.accessToken;
    deployment.mayShow(token);
    const made = person.tokens.find((candidate) => candidate.token === token);
    expect([Date.parse(validUntil), made?.validUntil.getTime()]).toEqual([Date.parse(until), Date.parse(until)]);
    const revoked = await service.data(REVOKE, { user, token: id });
    expect(revoked).toEqual({ revokeAccessToken: { __typename: 'DeleteSuccess', deletedId: id } });
    expect(person.tokens).not.toContain(made);
    expect(await service.data(REVOKE, { user, token: id })).toEqual({
      revokeAccessToken: { __typename: 'NotFoundError' },
    });
  });

  it.each([-5, 60 * 24 * 365])('are not made until a time that upstream refuses: in %i minutes', async (minutes) => {
    const data = await deployment.service().data(CREATE, { user, until: inMinutes(minutes) });
    expect(data).toEqual({ createAccessToken: { __typename: 'InvalidInputError' } });
  });

  it('are for service callers', async () => {
    const caller = deployment.as(person);
    deployment.xs2a.forgetRequests();
    expect(codesOf(await caller.ask(CREATE, { user, until: inMinutes(5) }))).toEqual(['FORBIDDEN']);
    expect(codesOf(await caller.ask(REVOKE, { user, token: 'tok-_1' }))).toEqual(['FORBIDDEN']);
    expect(deployment.xs2a.requests).toEqual([]);
  });
});
