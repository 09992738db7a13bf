import {
  expectSuccess,
  GatewayClient,
  type GatewayClientOptions,
  type Graph,
  type TokenRequest,
  type TurnoverChanges,
} from '../../client/src/index.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { secondsFromNow } from '../support/jwt.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { completeLogin } from './complete-login.js';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let client: GatewayClient;
let leaving: AbortController;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
});

beforeEach(async () => {
  leaving = new AbortController();
  person = await bank.addPerson({ accounts: 1, turnovers: 20, syncedAgo: 7_200 });
  client = await clientOf(person);
});

afterEach(() => {
  leaving.abort();
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

async function clientOf(somebody: Person, options: Partial<GatewayClientOptions> = {}): Promise<GatewayClient> {
  const { jwt = '' } = await gateway.as(somebody);
  return new GatewayClient({ url: `${gateway.url}/graphql`, token: jwt, ...options });
}

async function accountId(): Promise<string> {
  return (await client.viewer.listAccounts()).data[0]?.id ?? '';
}

async function purposesAt(id: string): Promise<string[]> {
  const { data } = await client.account(id).listTurnovers({ first: 500 });
  return data.nodes.map(({ purposeText }) => purposeText).sort();
}

/** A turnover that the bank has, and that XS2A reads with the sync that is waited for. */
async function syncWith(purpose: string): Promise<void> {
  await bank.addTurnovers(person.accounts[0] ?? '', [{ amount: -12.5, purpose: [purpose] }]);
  await sync();
}

async function sync(): Promise<void> {
  const { data } = await client.viewer.listConnections();
  const connection = client.bankConnection(data[0]?.id ?? '');
  expect((await connection.sync({ userPresent: true, force: true })).data.__typename).toBe('SyncStarted');
  await bank.settle();
}

/** What somebody has who takes over all changes, as importers do. */
function takeOver(changes: AsyncIterable<TurnoverChanges>) {
  const months = new Map<string, readonly Graph.TurnoverEntryFragment[]>();
  const copy = {
    purposes: () =>
      [...months.values()]
        .flat()
        .map(({ purposeText }) => purposeText)
        .sort(),
    parts: 0,
    ended: Promise.resolve<unknown>(undefined),
  };
  const take = async () => {
    for await (const changed of changes) {
      for (const { month, turnovers } of changed.months) months.set(month, turnovers);
      copy.parts += 1;
    }
  };
  copy.ended = take().catch((error: unknown) => error);
  return copy;
}

/** A fetch whose streams can be cut, and that finds nobody while it is offline. */
class Wire {
  isOnline = true;
  streams = 0;
  private cutting = new AbortController();

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (!this.isOnline) throw new TypeError('offline');
    const { signal } = this.cutting;
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.any([signal, ...(init.signal ? [init.signal] : [])]),
    });
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) this.streams += 1;
    return response;
  };

  goOffline(): void {
    this.isOnline = false;
    this.cutting.abort();
    this.cutting = new AbortController();
  }
}

describe('turnovers of an account', () => {
  it('come all of them first, and then what a sync brings', async () => {
    const id = await accountId();
    const copy = takeOver(client.account(id).followTurnoverChanges(undefined, { signal: leaving.signal }));
    await until('all are there', () => copy.purposes().length === 20);
    await syncWith('Kaffee');
    await until('the new one has arrived', () => copy.purposes().includes('Kaffee'));
    expect(copy.purposes()).toEqual(await purposesAt(id));
    leaving.abort();
    expect(await copy.ended).toMatchObject({ code: 'ABORTED' });
  });

  it('go on from the last cursor, over a lost connection', async () => {
    const wire = new Wire();
    const follower = await clientOf(person, { fetch: wire.fetch });
    const id = await accountId();
    const copy = takeOver(follower.account(id).followTurnoverChanges(undefined, { signal: leaving.signal }));
    await until('the subscription has begun', () => wire.streams === 1);
    wire.goOffline();
    await syncWith('verpasst');
    expect(await purposesAt(id)).toContain('verpasst');
    expect(copy.purposes()).toHaveLength(20);
    wire.isOnline = true;
    await until('what was missed has arrived', () => copy.purposes().includes('verpasst'));
    await syncWith('danach');
    await until('the next one has arrived', () => copy.purposes().includes('danach'));
    expect(copy.purposes()).toEqual(await purposesAt(id));
  });

  it('go on when the token has ended, with the next one', async () => {
    const claims = { sub: 'somebody', bank_user_id: person.id };
    const { jwt: brief = '' } = await gateway.with({ ...claims, exp: secondsFromNow(3) });
    const { jwt: long = '' } = await gateway.with(claims);
    const asked: boolean[] = [];
    const token = ({ renew }: TokenRequest) => {
      asked.push(renew);
      return renew ? long : brief;
    };
    const wire = new Wire();
    const follower = await clientOf(person, { token, fetch: wire.fetch });
    const copy = takeOver(
      follower.account(await accountId()).followTurnoverChanges(undefined, { signal: leaving.signal }),
    );
    await until('the first token has ended', () => wire.streams === 2);
    expect(asked.filter((renew) => renew)).toHaveLength(1);
    await syncWith('danach');
    await until('the new one has arrived', () => copy.purposes().includes('danach'));
  });

  it('of somebody else do not exist', async () => {
    const stranger = await clientOf(await bank.addPerson({}));
    const changes = stranger.account(await accountId()).followTurnoverChanges();
    await expect(changes.next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const later = stranger.account(await accountId()).followTurnoverChanges('cursor');
    await expect(later.next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('connections', () => {
  it('come as they are, and then as they change', async () => {
    const changes = client.viewer.followConnections({ signal: leaving.signal });
    const { value: present } = await changes.next();
    expect(present).toMatchObject({ kind: 'PRESENT', connection: { status: 'ACTIVE' } });
    await sync();
    const { value: synced } = await changes.next();
    expect(synced).toMatchObject({ kind: 'SYNCED', connectionId: present?.connectionId });
    expect(synced?.connection?.sync.lastSyncedAt).not.toBe(present?.connection?.sync.lastSyncedAt);
  });

  it('are those of the bank user whom a service names', async () => {
    const { data } = await client.viewer.get();
    const service = new GatewayClient({ url: `${gateway.url}/graphql`, token: (await gateway.service()).jwt });
    const { value } = await service.bankUser(data.id).followConnections({ signal: leaving.signal }).next();
    expect(value?.connectionId).toBe(data.connections?.[0]?.id);
    await expect(service.viewer.followConnections().next()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('end one by one, with their deletion', async () => {
    const { data } = await client.viewer.listConnections();
    const connection = client.bankConnection(data[0]?.id ?? '');
    const kinds: string[] = [];
    for await (const { kind } of connection.follow({ signal: leaving.signal })) {
      kinds.push(kind);
      if (kind === 'PRESENT') await connection.delete();
    }
    expect(kinds).toEqual(['PRESENT', 'DELETED']);
  });
});

it('a bank login elsewhere is followed until it has ended', async () => {
  const [bank] = (await client.listBanks({ search: '88888888' })).data;
  const begun = await client.createBankConnection({ bic: bank?.bic, country: 'DE', language: 'EN' });
  const { wizardSession } = expectSuccess(begun.data);
  const states: boolean[] = [];
  const followed = (async () => {
    for await (const { finished } of client.followWizardSession(wizardSession.transactionId, leaving))
      states.push(finished ?? false);
  })();
  await until('its state is there', () => states.length > 0);
  expect(await completeLogin(client, wizardSession)).toMatchObject({ finished: true });
  await followed;
  expect(states[0]).toBe(false);
  expect(states.at(-1)).toBe(true);
});
