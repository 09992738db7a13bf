import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { RedisMismatch } from '../../../src/store/redis-connection.js';
import { RedisStore } from '../../../src/store/redis-store.js';
import type { StoreEvent } from '../../../src/store/secure-store.js';
import { describeWithRedis, redisConfig, RedisServer } from '../../support/redis.js';
import { until } from '../../support/until.js';

/** A Sentinel that says what it is told to, and leaves some questions unanswered. */
class ScriptedSentinel {
  asked = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param master undefined: it answers nothing */
  static async start(master: RedisServer | undefined): Promise<ScriptedSentinel> {
    const server = createServer();
    const sentinel = new ScriptedSentinel(server);
    server.on('connection', (socket) => {
      sentinel.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        sentinel.answer(socket, data.toString(), master);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return sentinel;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private answer(socket: Socket, data: string, master: RedisServer | undefined): void {
    const commands = data.match(/\*\d+\r\n/g) ?? [];
    const isQuestion = data.includes('GET-MASTER-ADDR-BY-NAME');
    if (isQuestion) this.asked += 1;
    if (master === undefined) return;
    const port = String(master.port);
    const address = `*2\r\n$9\r\n127.0.0.1\r\n$${port.length}\r\n${port}\r\n`;
    const others = commands.length - (isQuestion ? 1 : 0);
    socket.write('+OK\r\n'.repeat(others) + (isQuestion ? address : ''));
  }
}

describeWithRedis('Sentinels', () => {
  let master: RedisServer;
  let replica: RedisServer;
  let store: RedisStore | undefined;
  const sentinels: ScriptedSentinel[] = [];
  const events: StoreEvent[] = [];

  beforeAll(async () => {
    master = await RedisServer.start();
    replica = await RedisServer.start('--replicaof', '127.0.0.1', String(master.port));
  });
  afterEach(async () => {
    await store?.close();
    for (const sentinel of sentinels.splice(0)) sentinel.close();
    events.length = 0;
  });
  afterAll(() => Promise.all([master.kill(), replica.kill()]));

  async function open(...answers: readonly (RedisServer | undefined)[]): Promise<RedisStore> {
    for (const answer of answers) sentinels.push(await ScriptedSentinel.start(answer));
    const config = redisConfig(`redis-sentinel://${sentinels.map(({ host }) => host).join(',')}/main`);
    const onEvent = (event: StoreEvent) => events.push(event);
    store = new RedisStore(config, { namespace: 'store', encryptionKeys: [Buffer.alloc(32, 1)], onEvent });
    return store;
  }

  it('are asked one after the other until one answers', async () => {
    const opened = await open(undefined, master);
    expect(await opened.ready()).toBe(true);
    expect(await opened.set('anna', 'token', 1, 60_000)).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(['connected']);
  });

  it('are not believed when they still name a server that is no master', async () => {
    const opened = await open(replica, master);
    expect(await opened.ready()).toBe(false);
    expect(events).toMatchObject([{ kind: 'disconnected', error: new RedisMismatch('NOT_A_MASTER') }]);
    await until('the next one is asked', () => opened.available);
    expect(await opened.set('anna', 'token', 1, 60_000)).toBe(true);
  });

  it('are asked again once the master has become a replica', async () => {
    const opened = await open(master);
    expect(await opened.ready()).toBe(true);
    await master.follow(replica);
    expect(await opened.set('anna', 'token', 1, 60_000)).toBe(false);
    expect(opened.available).toBe(false);
    await master.follow(undefined);
    await until('it is the master again', () => opened.available);
    expect(sentinels[0]?.asked).toBeGreaterThan(1);
    expect(await opened.set('anna', 'token', 1, 60_000)).toBe(true);
  });
});
