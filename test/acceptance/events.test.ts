import { newPerson } from './other-xs2a/world.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { isHonestPath } from './harness/hostile.js';
import { entry } from './people/entries.js';
import { addAccount, addConnection } from './people/records.js';

const EVENTS = /^\/v1\/events\//;

describe('webhooks', () => {
  const person = newPerson('Event-_1', { name: 'Edda Event', email: 'edda@event.example' });
  const connection = addConnection(person, 1);
  const account = addAccount(person, connection, 2, { rows: [entry({ purpose: ['before'] })] });
  let deployment: Deployment;
  let caller: Caller;
  let number = 0;

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
    caller = deployment.as(person);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  /** An event about the connection that upstream knows of. */
  function happen(): Record<string, unknown> {
    const id = `Event-_${(number += 1)}`;
    const { transaction, raw } = connection;
    const event = {
      id,
      transaction,
      type: 'bank_connection.unheard_of',
      data: raw,
      testmode: 1,
      message: '',
      object: 'xs2a_event',
    };
    deployment.xs2a.world.events.set(id, event);
    return event;
  }

  async function deliver(body: unknown): Promise<number> {
    const response = await fetch(`${deployment.gateway.url}/webhooks/xs2a`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await response.text();
    return response.status;
  }

  it('are read back with the API key before anything is believed, and work once', async () => {
    const event = happen();
    const statuses = [await deliver(event), await deliver(event), await deliver({ id: event.id })];
    expect(statuses.filter((status) => status < 200 || status >= 300)).toEqual([]);
    const reads = deployment.xs2a.requestsOf('GET', EVENTS);
    expect(reads.map(({ path, credential, status }) => [path, credential.kind, status])).toEqual([
      [`/v1/events/${String(event.id)}`, 'api-key', 200],
    ]);
  });

  it('show in the next answer what has changed, although nothing else says so', async () => {
    const id = (await GraphIds.of(caller)).account(account);
    const list = 'query($id: ID!) { account(id: $id) { turnovers(first: 9) { nodes { purpose } } } }';
    await caller.data(list, { id });
    account.rows = [entry({ purpose: ['after'] })];
    await deliver(happen());
    expect(await caller.data(list, { id })).toEqual({ account: { turnovers: { nodes: [{ purpose: ['after'] }] } } });
  });

  it('that are forged do nothing', async () => {
    const before = deployment.xs2a.requests.length;
    expect(
      await deliver({ id: 'never-happened', transaction: connection.transaction, type: 'x', data: connection.raw }),
    ).toBeLessThan(500);
    expect(deployment.xs2a.requests.slice(before).map(({ path }) => path)).toEqual(['/v1/events/never-happened']);
  });

  it.each(['..', '../users', '%2e%2e', '\u0000', 'x'.repeat(5000), '', null, 7, {}, []])(
    'that are hostile reach no path',
    async (id) => {
      expect(await deliver({ id, transaction: id, data: { id } })).toBeLessThan(500);
      expect(deployment.xs2a.requests.map(({ path }) => path).filter((path) => !isHonestPath(path))).toEqual([]);
      expect(deployment.xs2a.requestsOf('GET', /users|accounts|connections/)).toEqual([]);
    },
  );
});
