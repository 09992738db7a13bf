import { UPSTREAM_LIMITS } from '../../src/datasources/xs2a/upstream.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { BankUnderTest } from '../support/test-bank.js';

const BALANCES = '{ viewer { accounts { xs2aId balance { amount { value } } } } }';

interface Balances {
  readonly viewer: { readonly accounts: readonly { readonly xs2aId: string; readonly balance: object | null }[] };
}

describe('an operation whose calls hang', () => {
  let bank: BankUnderTest;
  let gateway: GatewayUnderTest | undefined;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
  });

  afterEach(async () => {
    await bank.heal();
    await gateway?.close();
    gateway = undefined;
  });

  afterAll(() => bank.close());

  async function accountsOf(by: GatewayUnderTest, shape: object) {
    const person = await bank.addPerson(shape);
    const caller = await by.as(person);
    const { viewer } = await caller.data<Balances>('{ viewer { accounts { xs2aId } } }');
    await bank.forgetRequests();
    return { caller, ids: viewer.accounts.map(({ xs2aId }) => xs2aId) };
  }

  it('is answered at its deadline: what hangs is UPSTREAM_TIMEOUT at its field, the rest is served', async () => {
    gateway = await GatewayUnderTest.start(bank, { OPERATION_SECONDS: '1' });
    const { caller, ids } = await accountsOf(gateway, { connections: 1, accounts: 3 });
    await bank.strike({ path: `/v1/api/accounts/${ids[1] ?? ''}/balance`, kind: 'hang' });
    const { data, errors } = await caller.ask<Balances>(BALANCES);
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['viewer', 'accounts', 1, 'balance'], 'UPSTREAM_TIMEOUT'],
    ]);
    expect(data.viewer.accounts.map(({ balance }) => balance === null)).toEqual([false, true, false]);
  });

  it('counts the waits for a turn: what gets none by then is not sent', async () => {
    gateway = await GatewayUnderTest.start(bank, { OPERATION_SECONDS: '1', UPSTREAM_CONCURRENCY: '4' });
    const { caller } = await accountsOf(gateway, { connections: 1, accounts: 40 });
    await bank.strike({ path: '/v1/api/accounts/*/balance', kind: 'hang' });
    const { errors, extensions } = await caller.ask<Balances>(BALANCES);
    expect(new Set(errors.map(({ extensions: { code } }) => code))).toEqual(new Set(['UPSTREAM_TIMEOUT']));
    expect(errors).toHaveLength(40);
    expect(extensions.xs2a.upstreamCalls).toBeLessThan(40);
  });

  it('asks again beside a read that hangs, and takes the first answer', async () => {
    const read = { ...UPSTREAM_LIMITS.read, hedgeMs: 50 };
    // The attempt that hangs has all of the operation's time.
    gateway = await GatewayUnderTest.start(bank, { OPERATION_SECONDS: '3' }, { ...UPSTREAM_LIMITS, read });
    const { caller, ids } = await accountsOf(gateway, { connections: 1, accounts: 1 });
    await bank.strike({ path: `/v1/api/accounts/${ids[0] ?? ''}/balance`, kind: 'hang', times: 1 });
    const { data, errors } = await caller.ask<Balances>(BALANCES);
    expect(errors).toEqual([]);
    expect(data.viewer.accounts[0]?.balance).not.toBeNull();
    expect((await bank.calls())['GET /v1/api/accounts/{id}/balance']).toBe(2);
  });

  it('never asks for a write twice', async () => {
    const read = { ...UPSTREAM_LIMITS.read, hedgeMs: 50 };
    gateway = await GatewayUnderTest.start(bank, { OPERATION_SECONDS: '1' }, { ...UPSTREAM_LIMITS, read });
    const service = await gateway.service();
    await bank.forgetRequests();
    await bank.strike({ path: '/v1/api/users', method: 'PUT', kind: 'hang' });
    const create =
      'mutation { createBankUser(input: { name: "Nora Neuling", email: "nora@example.com" }) { __typename } }';
    expect(await service.refusal(create)).toBe('OUTCOME_UNKNOWN');
    expect((await bank.calls())['PUT /v1/api/users']).toBe(1);
  });
});
