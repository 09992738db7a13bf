import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery } from 'graphql';
import { GatewayClient } from '../../client/src/index.js';
import { OverviewDocument } from '../../client/src/generated/operations.js';
import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';

const MANIFEST = 'client/trusted-documents.json';
const LISTED = OverviewDocument.toString();
const ID = createHash('sha256').update(LISTED).digest('hex');
const UNLISTED = '{ viewer { id } }';

const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway({ TRUSTED_DOCUMENTS: MANIFEST });
});

afterAll(() => gateway.close());

function send(body: unknown, token = gateway.demo.bankUserToken): Promise<HttpAnswer> {
  return post(gateway.url, body, token);
}

async function get(parameters: Readonly<Record<string, string>>): Promise<HttpAnswer> {
  const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
    headers: { authorization: `Bearer ${gateway.demo.bankUserToken}`, 'apollo-require-preflight': 'yes' },
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const overview = { data: { viewer: { name: 'Klara Vielkonto' } } };
const refusal = { status: 400, errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED', retryable: false } }] };

it.each<[string, object]>([
  ['its text', { query: LISTED }],
  ['its text, with an operation name', { query: LISTED, operationName: 'Overview' }],
  ['its text and hash, as a client that registers it', { query: LISTED, extensions: persisted(ID) }],
  ['its hash', { extensions: persisted(ID) }],
  ['its hash, with an empty text', { query: '', extensions: persisted(ID) }],
  ['its hash, without a version', { extensions: { persistedQuery: { sha256Hash: ID } } }],
  ['its id', { documentId: ID }],
  ['its id, with variables that it does not need', { documentId: ID, variables: {} }],
])('runs a listed document by %s', async (_, body) => {
  expect(await send(body)).toMatchObject(overview);
});

it.each<[string, Readonly<Record<string, string>>]>([
  ['its text', { query: LISTED }],
  ['its hash', { extensions: JSON.stringify(persisted(ID)) }],
  ['its id', { documentId: ID, variables: '{}' }],
])('runs a listed document by %s in the URL', async (_, parameters) => {
  expect(await get(parameters)).toMatchObject(overview);
});

it.each<[string, unknown]>([
  ['another text', { query: UNLISTED }],
  ['another text with the id of a listed one', { query: UNLISTED, documentId: ID }],
  ['another text with the hash of a listed one', { query: UNLISTED, extensions: persisted(ID) }],
  ['a listed text with something behind it', { query: `${LISTED}#` }],
  ['a text that is none', { query: [LISTED] }],
  ['an unknown id', { documentId: 'a'.repeat(64) }],
  ['an unknown hash', { extensions: persisted('a'.repeat(64)) }],
  ['an id that is none', { documentId: { id: ID } }],
  ['introspection', { query: getIntrospectionQuery() }],
  ['the name of a type', { query: '{ __typename }' }],
  ['the SDL', { query: '{ _service { sdl } }' }],
  ['a text that is not GraphQL', { query: '{' }],
  ['nothing', {}],
  ['a list', [{ query: LISTED }]],
  ['null', null],
])('refuses %s', async (_, body) => {
  expect(await send(body, gateway.demo.serviceToken)).toMatchObject(refusal);
});

it.each<[string, Readonly<Record<string, string>>]>([
  ['another text', { query: UNLISTED }],
  ['another text with the id of a listed one', { query: UNLISTED, documentId: ID }],
  ['extensions that are no JSON', { extensions: '{' }],
  ['nothing', {}],
])('refuses %s in the URL', async (_, parameters) => {
  expect(await get(parameters)).toMatchObject(refusal);
});

it('does not learn new documents', async () => {
  const hash = createHash('sha256').update(UNLISTED).digest('hex');
  await send({ query: UNLISTED, extensions: persisted(hash) });
  expect(await send({ extensions: persisted(hash) })).toMatchObject(refusal);
});

it('still refuses what a form of another site could send', async () => {
  const response = await fetch(`${gateway.url}/graphql?documentId=${ID}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

it('lets the client do everything it can', async () => {
  const client = new GatewayClient({ url: `${gateway.url}/graphql`, token: () => gateway.demo.bankUserToken });
  expect((await client.viewer.get()).errors).toEqual([]);
  expect((await client.viewer.getSpending('MONTH')).errors).toEqual([]);
  const { operations } = JSON.parse(await readFile(MANIFEST, 'utf8')) as { operations: { id: string }[] };
  expect(operations.map(({ id }) => id)).toContain(ID);
});

describe('a manifest with a fault', () => {
  it('keeps the gateway from starting', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trusted-'));
    await writeFile(join(folder, 'manifest.json'), '{}');
    await expect(startDemoGateway({ TRUSTED_DOCUMENTS: join(folder, 'manifest.json') })).rejects.toThrow(
      'TRUSTED_DOCUMENTS names a file that is no apollo-persisted-query-manifest of version 1',
    );
    await rm(folder, { recursive: true });
  });
});
