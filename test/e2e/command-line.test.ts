import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { post } from '../support/demo-gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';

const NAMES = { query: '{ viewer { name } }' };
const NEW_PERSON = {
  query: `mutation { createBankUser(input: { name: "Paula Probe", email: "paula@example.com", idempotencyKey: "paula-1" }) {
    ... on CreateBankUserSuccess { bankUser { id } }
  } }`,
};
const FORBIDDEN = { errors: [{ extensions: { code: 'FORBIDDEN' } }] };

describe('the command line', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'command-line-'));
  const programs: GatewayProcess[] = [];
  const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const program = GatewayProcess.spawn(env, { args, cwd });
    programs.push(program);
    return program;
  };
  const run = async (args: readonly string[], env?: Readonly<Record<string, string>>) => {
    const program = start(args, env);
    return { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
  };
  /** The answer to the query that it shows. */
  const tried = async (gateway: GatewayProcess) => {
    const curl = await gateway.says(/Try it:\n(.*')\n/s);
    return execFileSync('sh', ['-c', curl], { encoding: 'utf8', stdio: 'pipe' });
  };
  const tokenFor = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(['token', ...args]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ey[\w.-]+\n$/);
    return stdout.trim();
  };

  afterAll(async () => {
    await Promise.all(programs.map((program) => program.kill()));
    rmSync(cwd, { recursive: true });
  });

  it('says what there is', async () => {
    const [help, version, unknown] = await Promise.all([run(['--help']), run(['--version']), run(['start'])]);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('token --bank-user <id>');
    const { version: current } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(version).toEqual({ code: 0, stdout: `${current}\n`, stderr: '' });
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(help.stdout) as string });
  });

  it('prints the schema as it is published', async () => {
    const [subgraph, client] = await Promise.all([run(['schema']), run(['schema', '--client'])]);
    expect(subgraph).toEqual({ code: 0, stdout: readFileSync('schema.graphql', 'utf8'), stderr: '' });
    expect(client).toEqual({ code: 0, stdout: readFileSync('schema.client.graphql', 'utf8'), stderr: '' });
  });

  it('prints the schema with a prefix of types, and with access rules', async () => {
    const [subgraph, client, refused] = await Promise.all([
      run(['schema', '--type-prefix', 'Xs2a', '--federated-access', '--service-scope', 'bank:all']),
      run(['schema', '--client', '--type-prefix', 'Xs2a']),
      run(['schema', '--type-prefix', 'xs2a']),
    ]);
    expect(subgraph).toMatchObject({ code: 0, stderr: '' });
    expect(subgraph.stdout).toMatch(/^type Xs2aAccount$/m);
    expect(subgraph.stdout).toMatch(/xs2aBankUsers\(.*\[\["bank:all"\], \["bank:all:read"\]/s);
    expect(client).toMatchObject({ code: 0, stderr: '' });
    expect(client.stdout).toMatch(/^type Xs2aAccount \{$/m);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^--type-prefix is [^\n]+\.\n$/);
  });

  it.each([['schema'], ['token', '--service'], ['--help']])(
    'ends without a word when nobody reads: %s',
    async (...args) => {
      const program = start(args);
      program.stopReading();
      expect([await program.ended, program.stderr]).toEqual([1, '']);
    },
  );

  it('makes tokens for anybody in the test bank, which outlive a restart, with the query to try in its prefix of types', async () => {
    const first = start([]);
    const url = await first.listening();
    expect(await tried(first)).toContain('Klara Vielkonto');
    const magnus = await first.says(/^ +(\S+) {2}Magnus/m);
    const [service, reader, viewer] = await Promise.all([
      tokenFor('--service'),
      tokenFor('--service', '--scope', 'read'),
      tokenFor('--bank-user', magnus),
    ]);
    expect(await post(url, NAMES, viewer)).toMatchObject({
      data: { viewer: { name: expect.stringMatching(/^Magnus/) as string } },
    });
    expect(await post(url, { query: '{ bankUsers { totalCount } }' }, reader)).toMatchObject({
      status: 200,
      data: { bankUsers: {} },
    });
    expect(await post(url, NEW_PERSON, reader)).toMatchObject(FORBIDDEN);
    const { data } = await post(url, NEW_PERSON, service);
    const { id } = (data as { createBankUser: { bankUser: { id: string } } }).createBankUser.bankUser;
    const [paula, limited] = await Promise.all([
      tokenFor('--bank-user', id),
      tokenFor('--bank-user', id, '--scope', 'users', '--scope', 'connections'),
    ]);
    expect(await post(url, NAMES, paula)).toMatchObject({ data: { viewer: { name: 'Paula Probe' } } });
    expect(await post(url, { query: '{ viewer { accounts { id } } }' }, limited)).toMatchObject(FORBIDDEN);
    await first.stop();
    const second = start([], { TYPE_PREFIX: 'Xs2a' });
    const names = { query: '{ xs2aViewer { name } }' };
    expect(await post(await second.listening(), names, viewer)).toMatchObject({ status: 200 });
    expect(await tried(second)).toContain('Klara Vielkonto');
    await second.stop();
    expect(readFileSync(join(cwd, '.xs2a-graphql-gateway/.gitignore'), 'utf8')).toBe('*\n');
    expect(first.output).not.toContain(readFileSync(join(cwd, '.xs2a-graphql-gateway/development-secret'), 'utf8'));
  });

  it('makes no tokens for what is real, or is not asked for in full', async () => {
    const production = { XS2A_API_KEY: 'key', AUTH_JWT_SECRET: 'a secret of more than thirty-two characters' };
    const jwks = { AUTH_JWKS_URL: 'https://id.example.com/keys' };
    const refused = await Promise.all([
      run(['token', '--service'], { ...production, ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') }),
      run(['token', '--service'], jwks),
      run(['token', '--service'], { PORT: 'x' }),
      run(['token']),
      run(['token', '--service', '--bank-user', 'x']),
      run(['token', '--bank-user', 'a/b']),
      run(['token', '--service', '--scope', 'all']),
      run(['token', '--for', 'ever']),
    ]);
    for (const { code, stdout } of refused) expect([code, stdout]).toEqual([1, '']);
    expect(refused.slice(0, 3).map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('production'),
      expect.stringContaining('AUTH_JWKS_URL'),
      expect.stringContaining('PORT'),
    ]);
  });
});
