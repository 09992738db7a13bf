import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { transform } from 'esbuild';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

const NAME = '@xs2a-graphql-gateway/client';

const run = promisify(execFile);

let folder: string;
let gateway: DemoGateway;

/** The packed client in an empty folder, without a network, and a gateway for it. */
beforeAll(async () => {
  if (!existsSync('client/dist/index.js')) throw new Error('client/dist is missing: run `npm run build` first.');
  folder = await mkdtemp(join(tmpdir(), 'frontend-'));
  const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const { stdout: tarball } = await run('npm', packing, { cwd: 'client' });
  await write('package.json', JSON.stringify({ type: 'module' }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball.trim()}`], { cwd: folder });
  gateway = await startDemoGateway();
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Development tools of this repository that programs in the folder import. */
async function link(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = join(folder, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    if (!existsSync(path)) await symlink(resolve('node_modules', name), path);
  }
}

/** Runs a development tool of this repository in the folder, as if it were installed there, and gives what it says. */
async function tool(path: string, ...args: readonly string[]): Promise<string> {
  const running = run(process.execPath, [resolve('node_modules', path), ...args], { cwd: folder });
  const { stdout, stderr } = await running.catch((error: unknown) => error as { stdout: string; stderr: string });
  return stdout + stderr;
}

it('brings what runs, its types and its documents, and nothing else', async () => {
  expect(await readdir(join(folder, 'node_modules'))).toEqual(['.package-lock.json', '@xs2a-graphql-gateway']);
  const files = await readdir(join(folder, 'node_modules', NAME));
  expect(files.sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'trusted-documents.json']);
});

it('runs in Node', async () => {
  await write(
    'script.js',
    `import { expectSuccess, GatewayClient, GatewayError } from '${NAME}';
    import { AccountsDocument } from '${NAME}/documents';

    const [url, token] = process.argv.slice(2);
    const gateway = new GatewayClient({ url, token });
    const { data } = await gateway.send(AccountsDocument);
    const { data: turnovers } = await gateway.viewer.iterateTurnovers({ first: 2 }).toArray({ limit: 5 });
    const failure = await gateway.account('none').get().catch((error) => error);
    console.log(JSON.stringify({
      accounts: data.viewer.accounts.length > 0,
      turnovers: turnovers.length,
      failure: failure instanceof GatewayError && failure.code,
      helpers: typeof expectSuccess,
    }));`,
  );
  const args = ['script.js', `${gateway.url}/graphql`, gateway.demo.bankUserToken];
  const { stdout } = await run(process.execPath, args, { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({ accounts: true, turnovers: 5, failure: 'NOT_FOUND', helpers: 'function' });
});

it('runs in a page that Vite built, on nothing but the APIs that every platform has', async () => {
  await write('index.html', '<script type="module" src="/page.js"></script>');
  await write(
    'page.js',
    `import { GatewayClient } from '${NAME}';

    const gateway = new GatewayClient({ url: page.url, token: () => page.token });
    async function show() {
      const { data } = await gateway.viewer.get();
      const { data: begun } = await gateway.createBankConnection({ country: 'DE' });
      return data.name + ' ' + begun.__typename;
    }
    page.shown = show();`,
  );
  await write(
    'vite.config.js',
    `export default {
      logLevel: 'silent',
      build: { modulePreload: false, rollupOptions: { output: { format: 'iife', entryFileNames: 'page.js' } } },
    };`,
  );
  expect(await tool('vite/bin/vite.js', 'build')).toBe('');
  const page = {
    url: `${gateway.url}/graphql`,
    token: gateway.demo.bankUserToken,
    shown: undefined as Promise<string> | undefined,
  };
  const platform = { fetch, Headers, AbortController, setTimeout, clearTimeout, crypto, page };
  runInContext(await readFile(join(folder, 'dist/page.js'), 'utf8'), createContext(platform));
  expect(await page.shown).toBe('Klara Vielkonto CreateBankConnectionSuccess');
});

describe('types', () => {
  const PROGRAM = `import { GatewayClient, GatewayError, isSuccess, Transport, type Graph } from '${NAME}';
    import { AccountsDocument, DeleteAccountDocument } from '${NAME}/documents';

    const gateway = new GatewayClient({ url: '/graphql', token: () => '' });
    export async function first(): Promise<Graph.TurnoverEntryFragment | undefined> {
      for await (const turnover of gateway.viewer.iterateTurnovers({ filter: { direction: 'DEBIT' } })) return turnover;
      throw new GatewayError('NOT_FOUND', 'None.');
    }
    export async function create(): Promise<string> {
      const { data } = await gateway.createBankUser({ name: 'Ines', email: 'ines@example.com' });
      return isSuccess(data) ? data.bankUser.id : data.code;
    }
    export async function direction(): Promise<'DEBIT' | 'CREDIT' | undefined> {
      const turnover = await first();
      // @ts-expect-error there may be another one tomorrow
      const known: 'DEBIT' | 'CREDIT' | undefined = turnover?.direction;
      return known;
    }
    export const filter: Graph.TurnoverFilter = { direction: 'DEBIT', search: undefined };
    void gateway.viewer.listTurnovers({ filter });
    // @ts-expect-error there is no such direction
    void gateway.viewer.listTurnovers({ filter: { direction: 'UP' } });
    // @ts-expect-error nor is this one to be sent
    void gateway.viewer.listTurnovers({ filter: { direction: '%future added value' } });

    const transport = new Transport({ url: '/graphql', fetch });
    void transport.send(AccountsDocument).then(({ data }) => data.viewer?.accounts?.[0]?.iban);
    void transport.send(AccountsDocument, { types: ['GIRO'] }, { timeoutMs: 1_000 });
    // @ts-expect-error there is no such variable
    void transport.send(AccountsDocument, { type: 'GIRO' });
    // @ts-expect-error its variables cannot be left out
    void transport.send(DeleteAccountDocument);
    void transport.send('{ viewer { name } }', { any: 1 }).then(({ data }) => data);
    // @ts-expect-error not a document
    void transport.send({ query: '{ viewer { name } }' });
    // @ts-expect-error not a document
    void transport.send(1);
    // @ts-expect-error its type is not known
    void transport.send('{ viewer { name } }').then(({ data }) => data.viewer);

    // What GraphQL Code Generator and gql.tada make of a query.
    interface Typed<Data, Variables> { __apiType?: (variables: Variables) => Data }
    type Ast = { readonly kind: Kind.DOCUMENT; readonly definitions: readonly { readonly kind: string }[] };
    enum Kind { DOCUMENT = 'Document' }
    declare const node: Ast & Typed<{ a: number }, { [key: string]: never }>;
    declare const tada: Ast & Typed<{ a: number }, {}> & { __ensure?: (variables: {}) => { a: number } };
    declare const text: String & Typed<{ a: number }, { id: string }>;
    void transport.send(node).then(({ data }): number => data.a);
    void transport.send(tada).then(({ data }): number => data.a);
    void transport.send(text, { id: '1' }).then(({ data }): number => data.a);
    // @ts-expect-error its variables cannot be left out
    void transport.send(text);
    `;

  const STRICT = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  const NODE = { lib: ['ES2022'], types: ['node'] };
  const RESOLUTIONS = {
    bundler: { module: 'ESNext', lib: ['ES2022', 'DOM'], typeRoots: ['./none'] },
    node16: { module: 'Node16', ...NODE },
    nodenext: { module: 'NodeNext', ...NODE },
  };

  it('are right for every moduleResolution', async () => {
    await link('@types/node');
    await write('typed.ts', PROGRAM);
    for (const [moduleResolution, options] of Object.entries(RESOLUTIONS)) {
      const compilerOptions = { ...STRICT, target: 'ES2022', moduleResolution, ...options };
      await write(`${moduleResolution}/tsconfig.json`, JSON.stringify({ compilerOptions, files: ['../typed.ts'] }));
    }
    expect(await tool('.bin/tsc', '--build', ...Object.keys(RESOLUTIONS))).toBe('');
  });
});

describe('documents of a program, typed and sent', () => {
  const OPTIONS = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    target: 'ES2022',
    module: 'NodeNext',
    types: ['node'],
    outDir: 'compiled',
  };

  const START = `const [url = '', token = ''] = process.argv.slice(2);
    const gateway = new Transport({ url, token });`;

  const generated = (name: string) => `import { Transport } from '${NAME}';
    import { MineDocument, NameDocument, type MineQuery } from './${name}.documents.js';

    ${START}
    const { data: named } = await gateway.send(NameDocument);
    const { data } = await gateway.send(MineDocument, { first: 2, filter: { direction: 'DEBIT' } });
    const mine: MineQuery = data;
    // @ts-expect-error \`first\` cannot be left out
    const refused: Error = await gateway.send(MineDocument, {}, { maxRetries: 0 }).catch((error) => error);
    // @ts-expect-error there is no such field
    const none: unknown = named.viewer?.nickname;
    const directions = mine.viewer?.turnovers?.nodes.map(({ direction }) => direction);
    console.log(JSON.stringify({ name: named.viewer?.name, directions, refused: refused instanceof Error, none }));`;

  const TADA = `import { initGraphQLTada } from 'gql.tada';
    import { Transport } from '${NAME}';
    import type { introspection } from './schema.js';

    ${START}
    const graphql = initGraphQLTada<{ introspection: introspection }>();
    const Mine = graphql(\`query ($first: Int!) { viewer { name turnovers(first: $first) { totalCount nodes { id } } } }\`);
    const Name = graphql(\`{ viewer { name } }\`);
    const { data: named } = await gateway.send(Name);
    const { data } = await gateway.send(Mine, { first: 2 });
    const count: number | undefined = data.viewer?.turnovers?.nodes.length;
    // @ts-expect-error \`first\` cannot be left out
    const refused: Error = await gateway.send(Mine, {}, { maxRetries: 0 }).catch((error) => error);
    // @ts-expect-error there is no such field
    const none: unknown = named.viewer?.nickname;
    console.log(JSON.stringify({ name: named.viewer?.name, count, refused: refused instanceof Error, none }));`;

  beforeAll(async () => {
    await link('@types/node', '@graphql-typed-document-node/core', 'typescript', 'gql.tada');
    await Promise.all([generateByCodegen(), generateByTada()]);
    const programs = { nodes: generated('nodes'), text: generated('text'), tada: TADA };
    for (const [name, text] of Object.entries(programs)) await write(`own/${name}.ts`, text);
    expect(await tool('.bin/tsc', '-p', 'own')).toBe('');
  });

  async function generateByCodegen(): Promise<void> {
    await write(
      'own/documents.graphql',
      `query Mine($filter: TurnoverFilter, $first: Int!) {
        viewer { name turnovers(filter: $filter, first: $first) { nodes { ...Entry } } }
      }
      query Name { viewer { name } }
      fragment Entry on Turnover { id direction }`,
    );
    const plugins = ['typescript-operations', 'typed-document-node'];
    const generates = {
      [join(folder, 'own/nodes.documents.ts')]: { plugins, config: { useTypeImports: true } },
      [join(folder, 'own/text.documents.ts')]: { plugins, config: { useTypeImports: true, documentMode: 'string' } },
    };
    const config = { schema: resolve('schema.graphql'), documents: join(folder, 'own/*.graphql'), generates };
    await write('own/codegen.json', JSON.stringify(config));
    await run(process.execPath, [
      resolve('node_modules/.bin/graphql-codegen'),
      '--silent',
      '--config',
      join(folder, 'own/codegen.json'),
    ]);
  }

  async function generateByTada(): Promise<void> {
    const plugins = [
      { name: 'gql.tada/ts-plugin', schema: resolve('schema.graphql'), tadaOutputLocation: './schema.d.ts' },
    ];
    await write('own/tsconfig.json', JSON.stringify({ compilerOptions: { ...OPTIONS, plugins } }));
    await tool('gql.tada/bin/cli.js', 'generate-output', '--tsconfig', 'own/tsconfig.json');
  }

  it.each([
    ['nodes by GraphQL Code Generator', 'nodes', { directions: ['DEBIT', 'DEBIT'] }],
    ['text by GraphQL Code Generator', 'text', { directions: ['DEBIT', 'DEBIT'] }],
    ['nodes by gql.tada', 'tada', { count: 2 }],
  ])('are %s', async (_, name, printed) => {
    const args = [`own/compiled/${name}.js`, `${gateway.url}/graphql`, gateway.demo.bankUserToken];
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    expect(JSON.parse(stdout)).toEqual({ name: 'Klara Vielkonto', ...printed, refused: true });
  });
});

it('has no syntax that its oldest browsers do not know', async () => {
  const dist = join(folder, 'node_modules', NAME, 'dist');
  const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'));
  expect(files.length).toBeGreaterThan(10);
  const floor = ['chrome98', 'firefox97', 'safari15.4'];
  const isChangedForFloor = async (text: string) =>
    (await transform(text, { target: floor })).code !== (await transform(text, { target: 'esnext' })).code;
  for (const file of files)
    expect([file, await isChangedForFloor(await readFile(join(dist, file), 'utf8'))]).toEqual([file, false]);
  // Safari 16.4 is the first to know each of these.
  expect(await Promise.all(['/(?<!a)b/', 'class A { static { b() } }'].map(isChangedForFloor))).toEqual([true, true]);
});

it('adds no more to a page than it may', async () => {
  const { stdout } = await run(process.execPath, ['client/size.js']);
  expect(stdout).toMatch(
    /one query with one document: \d\.\d\d kB \(at most 6\)\neverything: \d+\.\d\d kB \(at most 12\)/,
  );
});
