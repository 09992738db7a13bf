import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../../src/config/config.js';
import { TrustedDocuments } from '../../src/graphql/trusted-documents.js';

const manifest = (operations: unknown) => ({ format: 'apollo-persisted-query-manifest', version: 1, operations });
const operation = (id: string, body: string) => ({ id, name: 'A', type: 'query', body });

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trusted-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function read(content: unknown): Promise<TrustedDocuments> {
  const path = join(folder, 'manifest.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readFrom(path);
}

function readFrom(path: string, others: NodeJS.ProcessEnv = {}): TrustedDocuments {
  return new TrustedDocuments(readConfig({ TRUSTED_DOCUMENTS: path, ...others }).trustedDocuments ?? new Map());
}

it('knows documents by id and by text', async () => {
  const trusted = await read(
    manifest([operation('one', '{ a }'), operation('two', '{ b }'), operation('one', '{ a }')]),
  );
  expect(trusted.textOf('one')).toBe('{ a }');
  expect(trusted.textOf('two')).toBe('{ b }');
  expect(trusted.has('{ a }')).toBe(true);
  expect(trusted.has('{a}')).toBe(false);
  expect(['three', '', '__proto__', '{ a }'].map((id) => trusted.textOf(id))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it.each<[string, unknown]>([
  ['a file that is not JSON', '{'],
  ['a file that is no apollo-persisted-query-manifest of version 1', null],
  ['a file that is no apollo-persisted-query-manifest of version 1', []],
  ['a file that is no apollo-persisted-query-manifest of version 1', { ...manifest([]), version: 2 }],
  ['a file that is no apollo-persisted-query-manifest of version 1', { ...manifest([]), format: 'other' }],
  ['a file that is no apollo-persisted-query-manifest of version 1', manifest({})],
  ['a file without any operation: nothing could run', manifest([])],
  ['a file whose operation 2 has no id', manifest([operation('one', '{ a }'), operation('', '{ secret }')])],
  ['a file whose operation 1 has no id', manifest(['{ secret }'])],
  ['a file whose operation 1 has no body', manifest([{ id: 'one' }])],
  ['a file whose operation 1 is not valid GraphQL', manifest([operation('one', '{ secret')])],
  [
    'a file with two documents for the id of operation 2',
    manifest([operation('a', '{ a }'), operation('a', '{ secret }')]),
  ],
])('refuses %s', async (what, content) => {
  const reading = read(content);
  await expect(reading).rejects.toThrow(ConfigError);
  await expect(reading).rejects.toThrow(`TRUSTED_DOCUMENTS names ${what}`);
  await expect(reading).rejects.not.toThrow('secret');
});

it('refuses a file that is not there, with the other faults of the configuration', () => {
  expect(() => readFrom(join(folder, 'nowhere'), { PORT: 'x' })).toThrow(
    /^PORT .*\nTRUSTED_DOCUMENTS names a file that cannot be read$/,
  );
});
