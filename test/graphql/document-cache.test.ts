import { createHash } from 'node:crypto';
import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';

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
