import { Session } from '../../../examples/clients/session.js';
import { secondsFromNow } from '../../support/jwt.js';
import { GatewayUnderTest, type Caller } from '../../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../../support/test-bank.js';

/** A bank user with two accounts of 120 turnovers each, and the gateway that clients ask about them. */
export class Scene {
  private constructor(
    readonly bank: BankUnderTest,
    private readonly gateway: GatewayUnderTest,
    private readonly person: Person,
    private readonly caller: Caller,
    readonly bankUserId: string,
    readonly accountIds: readonly string[],
  ) {}

  static async start(): Promise<Scene> {
    const bank = await BankUnderTest.start();
    const person = await bank.addPerson({ accounts: 2, turnovers: 120, days: 300 });
    const gateway = await GatewayUnderTest.start(bank);
    const caller = await gateway.as(person);
    const { viewer } = await caller.data<{ viewer: { id: string; accounts: { id: string; xs2aId: string }[] } }>(
      '{ viewer { id accounts { id xs2aId } } }',
    );
    const idOf = (xs2aId: string) => viewer.accounts.find((account) => account.xs2aId === xs2aId)?.id ?? '';
    return new Scene(bank, gateway, person, caller, viewer.id, person.accounts.map(idOf));
  }

  get url(): string {
    return `${this.gateway.url}/graphql`;
  }

  /** The bank user's token. */
  get jwt(): string {
    return this.caller.jwt ?? '';
  }

  /** Signed in as the bank user. */
  session(): Session {
    return new Session(() => Promise.resolve(this.jwt));
  }

  async serviceSession(): Promise<Session> {
    const { jwt = '' } = await this.gateway.service();
    return new Session(() => Promise.resolve(jwt));
  }

  /** The ids of all turnovers of the first account, newest first. */
  async turnoverIds(): Promise<readonly string[]> {
    const { account } = await this.caller.data<{ account: { turnovers: { nodes: { id: string }[] } } }>(
      'query($id: ID!) { account(id: $id) { turnovers(first: 500) { nodes { id } } } }',
      { id: this.accountIds[0] },
    );
    return account.turnovers.nodes.map(({ id }) => id);
  }

  /** What somebody has who knows all turnovers of the first account. */
  async cursor(): Promise<string> {
    const { account } = await this.caller.data<{ account: { turnoverChanges: { cursor: string } } }>(
      'query($id: ID!) { account(id: $id) { turnoverChanges { cursor } } }',
      { id: this.accountIds[0] },
    );
    return account.turnoverChanges.cursor;
  }

  /** The balance of the first account cannot be read, until the bank is healed. */
  async failBalance(): Promise<void> {
    const [id = ''] = this.person.accounts;
    await this.bank.strike({ path: `/v1/api/accounts/${id}/balance`, kind: 'status', status: 500 });
  }

  /** A token of the bank user that ends soon. */
  async briefJwt(seconds: number): Promise<string> {
    const claims = { sub: 'a visitor', bank_user_id: this.person.id, exp: secondsFromNow(seconds) };
    return (await this.gateway.with(claims)).jwt ?? '';
  }

  /** The bank books a turnover, and XS2A syncs. */
  async syncWith(purpose: string): Promise<void> {
    await this.bank.addTurnovers(this.person.accounts[0] ?? '', [{ amount: -3, purpose: [purpose] }]);
    const { viewer } = await this.caller.data<{ viewer: { connections: { id: string }[] } }>(
      '{ viewer { connections { id } } }',
    );
    const { syncBankConnection } = await this.caller.data<{ syncBankConnection: { __typename: string } }>(
      'mutation ($id: ID!) { syncBankConnection(input: { id: $id, userPresent: true }) { __typename } }',
      { id: viewer.connections[0]?.id },
    );
    expect(syncBankConnection.__typename).toBe('SyncStarted');
    await this.bank.settle();
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.bank.close();
  }
}

/** The requests that go out from now on, of whatever client. */
export function watchRequests(): { readonly count: number; readonly methods: readonly string[] } {
  const fetching = jest.spyOn(globalThis, 'fetch');
  return {
    get count() {
      return fetching.mock.calls.length;
    },
    get methods() {
      return fetching.mock.calls.map(([, init]) => init?.method ?? 'GET');
    },
  };
}

/** The streams that begin from now on, of whatever client; `cut` ends them as a lost connection does. */
export function watchStreams(): { readonly begun: number; cut(): void } {
  const original = globalThis.fetch;
  let begun = 0;
  let cutting = new AbortController();
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const signals = [cutting.signal, ...(init?.signal ? [init.signal] : [])];
    const response = await original(input, { ...init, signal: AbortSignal.any(signals) });
    if (/event-stream|multipart/.test(response.headers.get('content-type') ?? '')) begun += 1;
    return response;
  });
  return {
    get begun() {
      return begun;
    },
    cut() {
      cutting.abort(new Error('The connection is lost'));
      cutting = new AbortController();
    },
  };
}
