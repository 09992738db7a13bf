import { createHash, randomBytes } from 'node:crypto';
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
