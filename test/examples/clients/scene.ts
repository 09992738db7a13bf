import { Session } from '../../../examples/clients/session.js';
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

  /** The balance of the first account cannot be read, until the bank is healed. */
  async failBalance(): Promise<void> {
    const [id = ''] = this.person.accounts;
    await this.bank.strike({ path: `/v1/api/accounts/${id}/balance`, kind: 'status', status: 500 });
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
