import { newPerson } from './other-xs2a/world.js';
import { codesOf, type AnsweredError, type GraphQLAnswer } from './harness/answer.js';
import { Deployment, JWT_SECRET, type Variables } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { secondsFromNow, sign, unsigned } from '../support/jwt.js';
import { addAccount, addConnection } from './people/records.js';

describe('who may see what', () => {
  const own = newPerson('Owner-_01', { name: 'Olga Owner', email: 'olga@owner.example' });
  const ownConnection = addConnection(own, 1);
  const ownAccount = addAccount(own, ownConnection, 2);
  const other = newPerson('Other-_02', { name: 'Oskar Other', email: 'oskar@other.example' });
  const otherConnection = addConnection(other, 3);
  const otherAccount = addAccount(other, otherConnection, 4);
  let deployment: Deployment;
  let ownIds: GraphIds;
  let otherIds: GraphIds;

  beforeAll(async () => {
    deployment = await Deployment.start([own, other]);
    ownIds = await GraphIds.of(deployment.as(own));
    otherIds = await GraphIds.of(deployment.as(other));
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  describe('without a token', () => {
    it('an operation runs, and knows its type', async () => {
      expect(await deployment.anonymous().data('{ __typename }')).toEqual({ __typename: 'Query' });
    });

    it('every field of data is null, each with its own error', async () => {
      const answer = await deployment
        .anonymous()
        .ask(
          'query($c: ID!, $a: ID!, $u: ID!) { __typename viewer { id } bankUser(id: $u) { id } bankUsers { nodes { id } } bankConnection(id: $c) { id } account(id: $a) { id } }',
          {
            c: ownIds.connection(ownConnection),
            a: ownIds.account(ownAccount),
            u: ownIds.viewer,
          },
        );
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual({
        ...{ __typename: 'Query', viewer: null, bankUser: null },
        ...{ bankUsers: null, bankConnection: null, account: null },
      });
      expect(answer.errors.map(({ path }) => String(path)).sort()).toEqual(
        ['viewer', 'bankUser', 'bankUsers', 'bankConnection', 'account'].sort(),
      );
      expect(new Set(codesOf(answer))).toEqual(new Set(['UNAUTHENTICATED']));
      expect(deployment.xs2a.requests).toEqual([]);
    });

    it('nothing is written', async () => {
      const { status, errors } = await deployment
        .anonymous()
        .ask('mutation($id: ID!) { deleteAccount(input: {id: $id}) { __typename } }', {
          id: ownIds.account(ownAccount),
        });
      expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([200, ['UNAUTHENTICATED']]);
      expect(deployment.xs2a.requests).toEqual([]);
    });
  });

  describe('with a token that does not verify', () => {
    const good = { sub: 'someone', bank_user_id: own.id, exp: secondsFromNow(600) };
    const valid = sign(good, JWT_SECRET);
    const bad: Record<string, string> = {
      expired: sign({ ...good, exp: secondsFromNow(-120) }, JWT_SECRET),
      'not valid yet': sign({ ...good, nbf: secondsFromNow(300) }, JWT_SECRET),
      'signed with another secret': sign(good, `${JWT_SECRET}!`),
      unsigned: unsigned(good),
      'with its signature cut off': valid.slice(0, valid.lastIndexOf('.') + 1),
      'with other claims under the signature': [
        valid.split('.')[0],
        sign({ ...good, bank_user_id: other.id }, 'x').split('.')[1],
        valid.split('.')[2],
      ].join('.'),
      'that is no JWT': 'not.a.jwt',
      'that is empty': '',
      'with a bank user who is no text': sign({ ...good, bank_user_id: { $ne: '' } }, JWT_SECRET),
      'with a hostile bank user': sign({ ...good, bank_user_id: '../users' }, JWT_SECRET),
    };

    it.each(Object.keys(bad))('%s, there is nothing but HTTP 401', async (name) => {
      for (const query of ['{ viewer { id } }', '{ __typename }']) {
        const answer = await deployment.bearing(bad[name] ?? '').ask<{ viewer?: null } | undefined>(query);
        expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
        expect(JSON.stringify(answer.data ?? {})).not.toContain(ownIds.viewer);
      }
      expect(deployment.xs2a.requests).toEqual([]);
    });
  });

  describe('a bank user', () => {
    it.each(['id of XS2A', 'id of the graph'])('is found by the claim with the %s', async (kind) => {
      const claim = kind === 'id of XS2A' ? own.id : ownIds.viewer;
      const data = await deployment.with({ sub: 'app', bank_user_id: claim }).data('{ viewer { id xs2aId } }');
      expect(data).toEqual({ viewer: { id: ownIds.viewer, xs2aId: own.id } });
    });

    it('may name what is theirs', async () => {
      const data = await deployment
        .as(own)
        .data(
          'query($c: ID!, $a: ID!, $u: ID!) { bankUser(id: $u) { xs2aId } bankConnection(id: $c) { xs2aId } account(id: $a) { xs2aId } }',
          {
            c: ownIds.connection(ownConnection),
            a: ownIds.account(ownAccount),
            u: ownIds.viewer,
          },
        );
      expect(data).toEqual({
        bankUser: { xs2aId: own.id },
        bankConnection: { xs2aId: ownConnection.id },
        account: { xs2aId: ownAccount.id },
      });
    });

    it.each([
      ['bankUser', () => otherIds.viewer, () => missing(ownIds.viewer, own.id)],
      [
        'bankConnection',
        () => otherIds.connection(otherConnection),
        () => missing(ownIds.connection(ownConnection), ownConnection.id),
      ],
      ['account', () => otherIds.account(otherAccount), () => missing(ownIds.account(ownAccount), ownAccount.id)],
    ])('cannot tell the %s of another from one that is missing', async (field, foreign, absent) => {
      const ask = (id: string): Promise<GraphQLAnswer<unknown>> =>
        deployment.as(own).ask(`query($id: ID!) { ${field}(id: $id) { id } }`, { id });
      const [answerToForeign, answerToMissing] = [await ask(foreign()), await ask(absent())];
      expect(comparable(answerToForeign)).toEqual(comparable(answerToMissing));
      expect([answerToForeign.data, codesOf(answerToForeign)]).toEqual([{ [field]: null }, ['NOT_FOUND']]);
      expectNothingForeign();
    });

    it.each([
      [
        'syncBankConnection',
        '',
        () => otherIds.connection(otherConnection),
        () => missing(ownIds.connection(ownConnection), ownConnection.id),
      ],
      [
        'resetBankConnection',
        '',
        () => otherIds.connection(otherConnection),
        () => missing(ownIds.connection(ownConnection), ownConnection.id),
      ],
      [
        'deleteBankConnection',
        '',
        () => otherIds.connection(otherConnection),
        () => missing(ownIds.connection(ownConnection), ownConnection.id),
      ],
      [
        'deleteAccount',
        '',
        () => otherIds.account(otherAccount),
        () => missing(ownIds.account(ownAccount), ownAccount.id),
      ],
      [
        'markTurnoversSeen',
        'accountId',
        () => otherIds.account(otherAccount),
        () => missing(ownIds.account(ownAccount), ownAccount.id),
      ],
    ])(
      'cannot do %s to what belongs to another, nor see that it exists',
      async (mutation, argument, foreign, absent) => {
        const ask = (id: string): Promise<GraphQLAnswer<unknown>> =>
          deployment
            .as(own)
            .ask(
              `mutation($id: ID!) { ${mutation}(input: { ${argument || 'id'}: $id }) { __typename ... on NotFoundError { message code retryable } } }`,
              { id },
            );
        const [answerToForeign, answerToMissing] = [await ask(foreign()), await ask(absent())];
        expect(comparable(answerToForeign)).toEqual(comparable(answerToMissing));
        expect(answerToForeign.data).toEqual({
          [mutation]: {
            __typename: 'NotFoundError',
            message: expect.any(String) as unknown,
            code: 'NOT_FOUND',
            retryable: false,
          },
        });
        expectNothingForeign();
        expect(other.connections).toEqual([otherConnection]);
        expect(other.accounts).toEqual([otherAccount]);
      },
    );

    it('cannot begin a connection for another', async () => {
      const answer = await deployment
        .as(own)
        .ask('mutation($id: ID!) { createBankConnection(input: { bankUserId: $id }) { __typename } }', {
          id: otherIds.viewer,
        });
      expect(answer.data).toEqual({ createBankConnection: { __typename: 'NotFoundError' } });
      expectNothingForeign();
    });

    it.each<[string, () => Variables]>([
      ['query { bankUsers { nodes { id } } }', () => ({})],
      ['mutation { createBankUser(input: { name: "N N", email: "n@n.example" }) { __typename } }', () => ({})],
      ['mutation($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }', () => ({ id: otherIds.viewer })],
      ['mutation($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }', () => ({ id: ownIds.viewer })],
    ])('may not: %s', async (operation, variables) => {
      const answer = await deployment.as(own).ask(operation, variables());
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
      expect(deployment.xs2a.requests).toEqual([]);
    });

    it.each([
      { scope: 'xs2a:services' },
      { scope: 'not-xs2a:service' },
      { scp: ['xs2a'] },
      { scope: ['a', { b: 'xs2a:service' }] },
    ])('does not become a service by %j', async (claims) => {
      const caller = deployment.with({ sub: 'app', bank_user_id: own.id, ...claims });
      const answer = await caller.ask('{ bankUsers { nodes { id } } }');
      expect(codesOf(answer)).toEqual([answer.status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
    });

    function expectNothingForeign(): void {
      const touched = deployment.xs2a.requests.filter(
        ({ credential, path }) =>
          path.includes(other.id) || (credential.kind === 'token' && credential.person.id === other.id),
      );
      expect(touched).toEqual([]);
    }
  });

  describe('a service caller', () => {
    it.each([
      { scope: 'xs2a:service' },
      { scope: 'openid xs2a:service profile' },
      { scp: ['openid', 'xs2a:service'] },
      { scp: 'xs2a:service' },
    ])('is one by %j', async (claims) => {
      const data = await deployment
        .with({ sub: 'a backend', ...claims })
        .data('{ viewer { id } bankUsers { nodes { xs2aId } } }');
      expect(data).toEqual({ viewer: null, bankUsers: { nodes: [{ xs2aId: own.id }, { xs2aId: other.id }] } });
    });

    it('acts for any bank user', async () => {
      const data = await deployment
        .service()
        .data(
          'query($a: ID!, $u: ID!) { account(id: $a) { xs2aId bankUser { xs2aId } } bankUser(id: $u) { connections { xs2aId } } }',
          {
            a: otherIds.account(otherAccount),
            u: ownIds.viewer,
          },
        );
      expect(data).toEqual({
        account: { xs2aId: otherAccount.id, bankUser: { xs2aId: other.id } },
        bankUser: { connections: [{ xs2aId: ownConnection.id }] },
      });
    });

    it('has to say for whom', async () => {
      const data = await deployment.service().data('mutation { createBankConnection(input: {}) { __typename } }');
      expect(data).toEqual({ createBankConnection: { __typename: 'InvalidInputError' } });
    });
  });
});

/** A well-formed id of something that is not there, made from one that is. */
function missing(id: string, xs2aId: string): string {
  const text = Buffer.from(id, 'base64url').toString('latin1');
  return Buffer.from(text.replaceAll(xs2aId, 'absent'), 'latin1').toString('base64url');
}

/** Everything of an answer but what is different in every answer. */
function comparable({ status, data, errors }: GraphQLAnswer<unknown>): unknown {
  const rest = errors.map((error: AnsweredError) => ({ ...error, extensions: { ...error.extensions, requestId: '' } }));
  return { status, data, errors: rest };
}
