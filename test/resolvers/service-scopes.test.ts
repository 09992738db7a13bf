import { Graph, type Somebody } from '../support/graph.js';

describe('a service caller whose token is for a part', () => {
  let graph: Graph;
  let somebody: Somebody;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  beforeEach(async () => {
    somebody = await graph.person();
    await graph.bank.forgetRequests();
  });

  afterAll(() => graph.close());

  const ofUser = (fields: string) => `{ bankUser(id: "${somebody.id}") { ${fields} } }`;
  const sync = (fields: string) =>
    `mutation { syncBankConnection(input: { id: "${String(somebody.connectionIds[0])}", force: true }) { __typename ${fields} } }`;

  async function expectForbidden(answer: Promise<{ errors: readonly { code: unknown }[]; data: unknown }>) {
    const { errors, data } = await answer;
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(await graph.bank.calls()).toEqual({});
  }

  it('sees nothing beyond it, however it gets there', async () => {
    const asUsers = graph.asServiceFor('users');
    expect((await asUsers(ofUser('xs2aId name'))).data).toMatchObject({ bankUser: { xs2aId: somebody.person.id } });
    await graph.bank.forgetRequests();
    for (const fields of [
      'accounts { id }',
      'accounts { __typename }',
      'connections { id }',
      'turnovers { totalCount }',
      '... { accounts { id } }',
      '... on BankUser { accounts { id } }',
      'id @skip(if: true) accounts @include(if: false) { id }',
      'other: accounts { id }',
      'id id accounts { id } id',
    ]) {
      await expectForbidden(asUsers(ofUser(fields)));
    }
    await expectForbidden(
      asUsers(`${ofUser('...A')} fragment A on BankUser { ...B } fragment B on BankUser { accounts { id } }`),
    );
    await expectForbidden(asUsers('{ bankUsers { nodes { accounts { id } } } }'));
    await expectForbidden(asUsers('{ bankUsers { edges { node { connections { id } } } } }'));
  });

  it('does not write where it may not see the answer', async () => {
    const asConnections = graph.asServiceFor('connections');
    await expectForbidden(asConnections(sync('... on SyncStarted { connection { accounts { id } } }')));
    await expectForbidden(asConnections(sync('... on SyncStarted { connection { bankUser { email } } }')));
    await expectForbidden(
      asConnections(sync('... on UserError { ... on LastAttemptError { connection { accounts { id } } } }')),
    );
    await expectForbidden(
      graph.asServiceFor('accounts')(
        `mutation { markTurnoversSeen(input: { accountId: "${String(somebody.accountIds[0])}" }) { ... on MarkTurnoversSeenSuccess { account { iban } } } }`,
      ),
    );
    const { errors, data } = await asConnections(sync('... on SyncStarted { connection { id status } }'));
    expect({ errors, data }).toEqual({
      errors: [],
      data: {
        syncBankConnection: {
          __typename: 'SyncStarted',
          connection: { id: somebody.connectionIds[0], status: 'ACTIVE' },
        },
      },
    });
  });

  it('may do what any of its scopes is for', async () => {
    const { errors } = await graph.asServiceFor(
      'connections',
      'read',
    )(sync('... on SyncStarted { connection { accounts { turnovers { totalCount } } bankUser { name } } }'));
    expect(errors).toEqual([]);
    const { data } = await graph.asServiceFor('users', 'connections')(ofUser('name connections { id }'));
    expect(data).toMatchObject({ bankUser: { connections: [{ id: somebody.connectionIds[0] }] } });
    await graph.bank.forgetRequests();
    await expectForbidden(
      graph.asServiceFor('users', 'connections')(ofUser('name connections { id accounts { id } }')),
    );
  });

  it('resolves references with the scope to read alone', async () => {
    const query = `{ _entities(representations: [{ __typename: "BankUser", id: "${somebody.id}" }]) { ... on BankUser { id } } }`;
    expect((await graph.asServiceFor('read')(query)).data).toEqual({ _entities: [{ id: somebody.id }] });
    await graph.bank.forgetRequests();
    await expectForbidden(graph.asServiceFor('users', 'connections', 'accounts', 'tokens')(query));
  });

  it('is refused field by field', async () => {
    const { data, errors } = await graph.asServiceFor('users')(
      `{ mine: bankUser(id: "${somebody.id}") { xs2aId } other: bankUser(id: "${somebody.id}") { accounts { id } } }`,
    );
    expect(data).toEqual({ mine: { xs2aId: somebody.person.id }, other: null });
    expect(errors).toMatchObject([{ path: 'other', code: 'FORBIDDEN' }]);
  });
});

describe('a bank user whose token is limited', () => {
  let graph: Graph;
  let somebody: Somebody;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  beforeEach(async () => {
    somebody = await graph.person();
  });

  afterAll(() => graph.close());

  const messages = ({ errors }: { errors: readonly { code: unknown; message: string }[] }) =>
    errors.map(({ code, message }) => `${String(code)}: ${message}`);

  it('reads what is theirs, and deletes nothing', async () => {
    const asReader = somebody.limitedTo('read');
    expect(await asReader('{ viewer { name accounts { iban } } }')).toMatchObject({ errors: [] });
    const deletion = `mutation { deleteBankConnection(input: { id: "${String(somebody.connectionIds[0])}" }) { __typename } }`;
    expect(messages(await asReader(deletion))).toEqual([
      'FORBIDDEN: The token lacks the scope to do this: connections.',
    ]);
    expect((await somebody.query(deletion)).data).toEqual({ deleteBankConnection: { __typename: 'DeleteSuccess' } });
  });

  it('is told what is missing', async () => {
    const answer = await somebody.limitedTo('users')('{ viewer { accounts { id } } banks(search: "a") { name } }');
    expect(messages(answer)).toEqual([
      'FORBIDDEN: The token lacks the scope to see Account: read.',
      'FORBIDDEN: The token lacks the scope to do this: read or connections.',
    ]);
    expect(messages(await somebody.limitedTo('users')('{ bankUsers { totalCount } }'))).toEqual([
      'FORBIDDEN: This is for service callers only.',
    ]);
    expect(messages(await graph.asServiceFor('users')('{ banks(search: "a") { name } }'))).toEqual([
      'FORBIDDEN: The token lacks the scope to do this: read or connections.',
    ]);
  });

  it('does nothing where the scopes name no part', async () => {
    expect(messages(await somebody.limitedTo()('{ viewer { name } }'))).toEqual([
      'FORBIDDEN: The token lacks the scope to do this: read or users.',
    ]);
  });

  it('is not given what was kept for a token that may do more', async () => {
    const query = '{ viewer { name accounts { iban } } }';
    for (const round of [1, 2]) expect({ round, ...(await somebody.query(query)) }).toMatchObject({ errors: [] });
    expect(messages(await somebody.limitedTo('users')(query))).toHaveLength(1);
    expect(await somebody.limitedTo('read')(query)).toMatchObject({ errors: [] });
  });

  it('acts for nobody else', async () => {
    const other = await graph.person();
    const { errors } = await somebody.limitedTo('read')(`{ account(id: "${String(other.accountIds[0])}") { iban } }`);
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
