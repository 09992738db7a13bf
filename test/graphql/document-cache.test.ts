import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from '../../src/admission/caller.js';
import { DocumentCache } from '../../src/graphql/document-cache.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

const TEXT = '{ viewer { name } }';
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway();
});

afterAll(() => gateway.close());

function send(body: unknown): Promise<HttpAnswer> {
  return post(gateway.url, body, gateway.demo.bankUserToken);
}

it('knows a document by its hash once it was sent with it', async () => {
  const extensions = persisted(hashOf(TEXT));
  const unknown = await send({ extensions });
  expect(unknown).toMatchObject({
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  });
  expect((await send({ query: TEXT, extensions })).errors).toBeUndefined();
  expect(await send({ extensions })).toMatchObject({ data: { viewer: { name: 'Klara Vielkonto' } } });
});

it('keeps no document under the hash of another', async () => {
  const extensions = persisted(hashOf('{ viewer { id } }'));
  expect((await send({ query: TEXT, extensions })).errors).toHaveLength(1);
  expect(await send({ extensions })).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
});

it('keeps no document that does not fit the schema', async () => {
  const text = '{ dragons }';
  const extensions = persisted(hashOf(text));
  await send({ query: text, extensions });
  expect(await send({ extensions })).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
});

it('keeps no document of callers without a token, whom it answers all the same', async () => {
  const text = '{ __typename other: __typename }';
  const extensions = persisted(hashOf(text));
  expect(await post(gateway.url, { query: text, extensions })).toMatchObject({ data: { other: 'Query' } });
  expect(await send({ extensions })).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
  expect((await send({ query: text, extensions })).errors).toBeUndefined();
  expect(await post(gateway.url, { extensions })).toMatchObject({ data: { other: 'Query' } });
});

describe('what is kept', () => {
  const DAY_MS = 86_400_000;
  const store = new MemoryStore({
    namespace: 'documents',

    onEvent: () => undefined,
    memoryBytes: 64 * 1024 * 1024,
  });
  afterAll(() => store.close());

  let time = 0;
  let number = 0;
  let documents: DocumentCache;
  beforeEach(() => {
    time = 0;
    documents = new DocumentCache(store, () => time);
  });

  /** How many new documents of a thousand are kept for a caller, at most. */
  async function kept(caller: Caller, most = 1_000): Promise<number> {
    for (let count = 0; count < most; count++) {
      const text = `{ viewer { name_${String(number++).padStart(6, '0')}: name ${'email '.repeat(1_500)}} }`;
      await documents.register(caller, hashOf(text), text);
      if ((await documents.get(hashOf(text))) === undefined) return count;
    }
    return most;
  }

  it('is bounded for each caller', async () => {
    const anna: Caller = { kind: 'bankUser', name: 'anna' };
    const count = await kept(anna);
    expect(count).toBeGreaterThan(40);
    expect(count).toBeLessThan(70);
    expect(await kept({ kind: 'service', name: 'a service' }, 5)).toBe(5);
    time += DAY_MS;
    // The last one was a part too large.
    expect(await kept(anna)).toBeGreaterThanOrEqual(count - 1);
  });

  it('is bounded in all', async () => {
    let count = 0;
    for (let caller = 0; caller < 100; caller++) count += await kept({ kind: 'bankUser', name: `user ${caller}` });
    expect(count).toBeGreaterThan(1_500);
    expect(count).toBeLessThan(2_000);
  });

  it('is charged once, however often it is sent', async () => {
    const text = '{ viewer { name email } }';
    for (let times = 0; times < 2_000; times++)
      await documents.register({ kind: 'bankUser', name: 'berta' }, hashOf(text), text);
    expect(await kept({ kind: 'bankUser', name: 'berta' }, 5)).toBe(5);
  });

  it('has no comments and blanks, under the hash of what was sent with them', async () => {
    const text = `# ${'x'.repeat(50_000)}\nquery Q {\n  viewer, {\n    name # here\n  }\n  banks(search: """\n    # no comment\n  """) { name }\n}`;
    await documents.register({ kind: 'bankUser', name: 'carla' }, hashOf(text), text);
    expect(await documents.get(hashOf(text))).toBe('query Q{viewer{name}banks(search:"""# no comment"""){name}}');
  });
});

describeWithRedis('instances that share their cache', () => {
  it('know the documents of each other', async () => {
    const redis = await RedisServer.start();
    const settings = { CACHE_URL: redis.url, ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    const [one, another] = await Promise.all([startDemoGateway(settings), startDemoGateway(settings)]);
    const extensions = persisted(hashOf(TEXT));
    await post(one.url, { query: TEXT, extensions }, one.demo.bankUserToken);
    const answer = await post(another.url, { extensions }, another.demo.bankUserToken);
    await Promise.all([one.close(), another.close()]);
    await redis.kill();
    expect(answer).toMatchObject({ data: { viewer: { name: 'Klara Vielkonto' } } });
  });
});
