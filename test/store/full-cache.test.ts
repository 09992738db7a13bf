import { randomBytes } from 'node:crypto';
import { post, startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

const KEY = 'a-key-of-a-full-cache';

const CREATE = `mutation ($key: String!) {
  createBankUser(input: { name: "Nora", email: "nora@example.com", idempotencyKey: $key }) {
    ... on CreateBankUserSuccess { bankUser { id } }
  }
}`;

describeWithRedis('a cache whose memory is full', () => {
  let cache: RedisServer;
  let store: RedisServer;
  let gateway: DemoGateway;

  async function start(storeServer: RedisServer, cacheServer: RedisServer): Promise<void> {
    const ENCRYPTION_KEY = randomBytes(32).toString('base64');
    gateway = await startDemoGateway({ STORE_URL: storeServer.url, CACHE_URL: cacheServer.url, ENCRYPTION_KEY });
  }

  beforeEach(async () => {
    [store, cache] = await Promise.all([RedisServer.start(), RedisServer.start()]);
    await cache.fill();
  });

  afterEach(async () => {
    await gateway.close();
    await Promise.all([store.kill(), cache.kill()]);
  });

  const create = (key: string) => post(gateway.url, { query: CREATE, variables: { key } }, gateway.demo.serviceToken);
  const total = async () => {
    const answer = await post(gateway.url, { query: '{ bankUsers { totalCount } }' }, gateway.demo.serviceToken);
    return (answer.data as { bankUsers: { totalCount: number } }).bankUsers.totalCount;
  };

  it('takes nothing from the store beside it: writes go on, once each, and so do reads', async () => {
    await start(store, cache);
    const before = await total();
    const first = await create(KEY);
    expect(first).toMatchObject({ data: { createBankUser: { bankUser: { id: expect.any(String) as string } } } });
    expect((await create(KEY)).data).toEqual(first.data);
    expect(await total()).toBe(before + 1);
    const read = { query: '{ viewer { accounts { balance { asOf } } } }' };
    for (const round of [1, 2]) {
      const { data, errors } = await post(gateway.url, read, gateway.demo.bankUserToken);
      expect({ round, errors, data }).toMatchObject({ errors: undefined, data: { viewer: {} } });
    }
  });

  it('stops keyed writes where it is the store as well: nothing is written', async () => {
    await start(cache, cache);
    const before = await total();
    expect(await create(KEY)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'OVERLOADED' } }],
    });
    expect(await total()).toBe(before);
    await cache.makeRoom();
    expect((await create(KEY)).errors).toBeUndefined();
  });
});
