import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { head, login, Tester, type Json, type Person } from '../tester.js';

describe('/v1/events', () => {
  let tester: Tester;
  let person: Person;
  beforeEach(async () => {
    tester = await Tester.start({ seeded: false, now: () => new Date('2026-11-18T09:00:00.500Z') });
    await tester.control('PATCH', '/settings', { syncDelay: 0 });
    person = await tester.newcomer();
  });
  afterEach(() => tester.close());

  const events = async (query = '') => (await tester.service('GET', `/v1/events?per_page=100${query}`)).json.data;
  const types = async (query = '') => (await events(query)).map(({ type }) => type);

  it('tells of logins, connections and syncs, the newest first', async () => {
    const { id } = await person.connect();
    await person.call('POST', `/connections/${id}/sync`);
    await tester.control('POST', `/connections/${id}/failure`, {});
    await person.call('POST', `/connections/${id}/sync`);
    await person.call('DELETE', `/connections/${id}`);
    expect((await types()).reverse()).toEqual([
      'transaction.created',
      'bank_connection.created',
      'transaction.updated',
      'bank_connection.synced',
      'bank_connection.sync_failed',
      'bank_connection.deleted',
    ]);
  });

  it('carries what it is about as it was then, without the key', async () => {
    const { transaction, key } = await person.begin({});
    const [event] = await events();
    expect(event).toMatchObject({
      type: 'transaction.created',
      transaction,
      message: 'The transaction was created.',
      created_at: '2026-11-18 10:00:00',
      object: 'xs2a_event',
      data: { transaction, current_step: 'WizardStartStep' },
    });
    expect(JSON.stringify(event)).not.toContain(key);
    expect((await tester.service('GET', `/v1/events/${event?.id ?? ''}`)).json).toEqual(event);
    expect((await tester.service('GET', '/v1/events/none')).status).toBe(404);
  });

  it('finds those of a transaction, a type and a time', async () => {
    const { transaction } = await person.connect();
    await tester.control('POST', '/clock', { advance: 3000 });
    await person.begin({});
    expect(await events(`&transaction_id=${transaction}`)).toHaveLength(3);
    expect(await types('&type=bank_connection.created')).toEqual(['bank_connection.created']);
    expect(await types(`&from=${encodeURIComponent('2026-11-18T10:30:00+01:00')}`)).toEqual(['transaction.created']);
    expect(await types(`&from=${encodeURIComponent('2026-11-18 T10:30:00.000000+01:00')}`)).toEqual([
      'transaction.created',
    ]);
    expect(await events('&from=2026-11-18T10:50:00&to=2026-11-18 10:50:00')).toHaveLength(1);
    expect(await events('&to=2026-11-18T10:49:59')).toHaveLength(3);
    expect(await events('&from=2026-11-18&to=2026-11-18')).toHaveLength(4);
    expect(await events('&to=2026-11-17')).toEqual([]);
    expect((await tester.service('GET', '/v1/events?from=lately')).status).toBe(422);
  });

  it('are there from the start for the seeded people, the same for the same seed', async () => {
    const now = () => new Date('2026-11-18T09:00:00Z');
    const [one, other] = [await Tester.start({ now }), await Tester.start({ now })];
    const eventsOf = async (bank: Tester) => (await bank.service('GET', '/v1/events?per_page=100')).json.data;
    const events = await eventsOf(one);
    expect(await eventsOf(other)).toEqual(events);
    const times = events.map(({ created_at }) => String(created_at));
    expect(times).toEqual([...times].sort().reverse());
    expect(times.every((time) => time <= '2026-11-18 10:00:00')).toBe(true);
    const klara = await one.seeded('Klara');
    for (const { transaction, sync_fail_counter, last_synced } of await klara.list('/connections')) {
      const about = events.filter((event) => event.transaction === transaction);
      const failed = Number(sync_fail_counter) > 0 ? ['bank_connection.sync_failed'] : [];
      expect(about.map(({ type }) => type)).toEqual([...failed, 'bank_connection.synced', 'bank_connection.created']);
      expect(about.map(({ created_at }) => created_at)).toContain(last_synced);
    }
    await one.control('POST', '/reset');
    expect(await eventsOf(one)).toEqual(events);
    await Promise.all([one.close(), other.close()]);
  });

  describe('as webhooks', () => {
    let receiver: Server;
    let received: Promise<{ body: string; type: string | undefined }>;
    beforeEach(async () => {
      received = new Promise((resolve) => {
        receiver = createServer((request, response) => {
          let body = '';
          request.on('data', (part: Buffer) => (body += part.toString()));
          request.on('end', () => {
            response.end();
            resolve({ body, type: request.headers['content-type'] });
          });
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => {
      receiver.closeAllConnections();
      receiver.close();
    });

    it('are posted to where the control interface says', async () => {
      const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
      await tester.control('PATCH', '/settings', { webhookUrl });
      await person.begin({});
      const { body, type } = await received;
      expect(type).toBe('application/json');
      expect(JSON.parse(body)).toEqual(head(await events()));
    });

    it('disturb nothing where nobody listens', async () => {
      await tester.control('PATCH', '/settings', { webhookUrl: 'http://127.0.0.1:1/' });
      const { key } = await person.begin({ bic: 'TESTDEB8XXX' });
      expect((await person.wizard(key, login)).json.form.name).toBe('finish');
      const answer: Json = (await tester.control('PATCH', '/settings', { webhookUrl: null })).json;
      expect(answer.webhookUrl).toBeNull();
    });
  });
});
