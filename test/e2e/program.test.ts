import { ownedGlobalId } from '../../src/domain/global-id.js';
import { post } from '../support/demo-gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { bankUserToken, serviceToken } from '../support/jwt.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const JWT_SECRET = 'a secret of more than thirty-two characters';
const NAMES = { query: '{ viewer { name } bankUsers { totalCount } }' };

describe('the built program', () => {
  const programs: GatewayProcess[] = [];

  const start = (env: Readonly<Record<string, string>> = {}): GatewayProcess => {
    const program = GatewayProcess.spawn(env);
    programs.push(program);
    return program;
  };

  afterAll(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
  });

  it('with nothing configured says where it listens, with two tokens that work at once, in the explorer as well', async () => {
    const program = start();
    const url = await program.says(/listens at (http:\S+)\/graphql/);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const bankUser = await program.says(/Token of Klara Vielkonto:\n\s+(ey\S+)\n/);
    const service = await program.says(/Token of a service[^\n]*:\n\s+(ey\S+)\n/);
    expect(await post(url, NAMES, bankUser)).toMatchObject({
      data: { viewer: { name: 'Klara Vielkonto' }, bankUsers: null },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    expect(await post(url, NAMES, service)).toMatchObject({
      data: { viewer: null, bankUsers: { totalCount: 4 } },
    });
    const [page, script] = await Promise.all([fetch(url), fetch(`${url}/explorer/settings.js`)]);
    expect([page.status, script.status]).toEqual([200, 200]);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toMatch(/"authorization":"Bearer ey/);
    program.signal('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(program.stderr).toBe('');
    // They are on the console for whoever tries it, and in no line of the log.
    expect(logOf(program).join('')).not.toMatch(/ey[\w-]+\./);
  });

  describe('in front of an XS2A server', () => {
    let bank: BankUnderTest;
    let program: GatewayProcess;
    let url: string;
    let person: Person;

    beforeAll(async () => {
      bank = await BankUnderTest.start();
      person = await bank.addPerson({ name: 'Lara Leise' });
      program = start({ ...settingsFor(bank), LOG_LEVEL: 'trace', SHUTDOWN_GRACE_SECONDS: '60' });
      url = await program.listening();
    });

    afterAll(() => bank.close());

    it('answers on whatever is asked of what is not there, with nulls for conditions that have a default', async () => {
      const jwt = bankUserToken(person.id, JWT_SECRET);
      const id = ownedGlobalId('Account', { bankUserId: person.id, xs2aId: 'not-there' });
      const asked = [
        'query ($x: Boolean = false, $id: ID!) { account(id: $id) { id iban @include(if: $x) } }',
        'query ($x: Boolean = false, $id: ID!) { account(id: $id) { id balance @include(if: $x) { asOf } } }',
        'query ($x: Boolean = false, $id: ID!) { account(id: $id) { id } viewer { name @include(if: $x) email } }',
      ];
      for (const query of asked) {
        const codes = async (x: boolean | null) => {
          const { status, errors } = await post(url, { query, variables: { x, id } }, jwt);
          return [status, ...(errors ?? []).map(({ extensions }) => extensions.code)];
        };
        expect(await codes(false)).toEqual([200, 'NOT_FOUND']);
        expect(await codes(null)).toContain(query.includes('viewer') ? 'BAD_USER_INPUT' : 'NOT_FOUND');
        expect(await codes(true)).toEqual([200, 'NOT_FOUND']);
      }
      const { data } = await post(url, { query: asked[2], variables: { x: null, id } }, jwt);
      expect(data).toEqual({ account: null, viewer: null });
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('xs2a_gateway_unhandled_rejections_total 0\n');
    });

    it('ends well after SIGTERM, and has written a log of JSON and nothing else', async () => {
      const query = '{ viewer { name accounts { iban } } }';
      const answer = await post(url, { query }, bankUserToken(person.id, JWT_SECRET));
      expect(answer).toMatchObject({ data: { viewer: { name: 'Lara Leise', accounts: [{}] } } });
      for (const [name, version] of [
        ['web', '1.4.2'],
        ['DE89 3704 0044 0532 0130 00', 'Lara"}'],
      ] as const) {
        const headers = { 'apollographql-client-name': name, 'apollographql-client-version': version };
        await fetch(`${url}/nowhere`, { headers });
        await fetch(`${url}/graphql?query={__typename}`, { headers: { ...headers, 'apollo-require-preflight': '1' } });
      }
      await expectGoodEnd(program, bank, 'SIGTERM');
      expect(program.stderr).toBe('');
      expect(logOf(program)).toEqual(program.stdout.trim().split('\n'));
      const lines = logOf(program).map((line) => JSON.parse(line) as Record<string, unknown>);
      const ofWeb = { client: 'web', clientVersion: '1.4.2' };
      expect(lines).toContainEqual(expect.objectContaining({ event: 'http.request', status: 404, ...ofWeb }));
      expect(lines).toContainEqual(
        expect.objectContaining({ event: 'graphql.operation', caller: 'anonymous', ...ofWeb }),
      );
      const { iban } = (answer.data as { viewer: { accounts: { iban: string }[] } }).viewer.accounts[0] ?? {};
      for (const secret of [bank.apiKey, JWT_SECRET, 'Lara', person.id, String(iban), 'eyJ', '3704']) {
        expect(program.stdout).not.toContain(secret);
      }
    });
  });

  it('starts without its Redis, says so without a secret, reads all the same, and ends well after SIGINT', async () => {
    const bank = await BankUnderTest.start();
    // Port 1 is nobody's.
    const redis = 'redis://gateway:geheim@127.0.0.1:1/0';
    const stores = { STORE_URL: redis, CACHE_URL: redis, ENCRYPTION_KEY: Buffer.alloc(32, 4).toString('base64') };
    const program = start({ ...settingsFor(bank), ...stores, SHUTDOWN_GRACE_SECONDS: '60' });
    const url = await program.listening();
    const person = await bank.addPerson({ name: 'Rita Redis' });
    const answer = await post(
      url,
      { query: '{ viewer { name accounts { iban } } }' },
      bankUserToken(person.id, JWT_SECRET),
    );
    expect(answer).toMatchObject({ status: 200, data: { viewer: { name: 'Rita Redis', accounts: [{}] } } });
    expect(answer.errors).toBeUndefined();
    await program.says(/"event":"(store\.disconnected)"/);
    await expectGoodEnd(program, bank, 'SIGINT');
    expect(program.output).not.toContain('geheim');
    await bank.close();
  });

  it('says in one line where somebody else listens, and ends when nobody reads what it writes', async () => {
    const other = start();
    const PORT = new URL(await other.listening()).port;
    const read = [start({ PORT }), start({ TESTBANK_PORT: PORT })];
    // Whether it starts, fails or runs.
    const unread = [start(), start({ PORT })].map(async (program) => {
      await program.says(/("event":"config\.mode")/);
      program.stopReading();
      return program.ended;
    });
    expect(await Promise.all([...read.map(({ ended }) => ended), ...unread])).toEqual([1, 1, 1, 1]);
    expect(read.map(({ stderr }) => stderr)).toEqual([
      'PORT is in use by another program\n',
      'TESTBANK_PORT is in use by another program\n',
    ]);
    other.stopReading();
    // Its next line is of the drain.
    other.signal('SIGTERM');
    expect(await other.ended).toBe(1);
  });

  describe('that cannot start', () => {
    it('says everything that is wrong with its configuration, in a line each, and no secret', async () => {
      const secrets = { XS2A_API_KEY: ' api-key-geheim', AUTH_JWT_SECRET: 'geheim-too-short' };
      const odd = { XS2A_BASE_URL: 'ftp://geheim@x', PORT: 'geheim', LOG_LEVEL: 'geheim', ENCRYPTION_KEY: 'geheim' };
      const program = start({ ...secrets, ...odd, STORE_URL: 'redis//geheim', CORS_ORIGINS: 'geheim' });
      expect(await program.ended).toBe(1);
      const lines = program.stderr.trim().split('\n');
      const named = lines.map((line) => /^([A-Z0-9_]+) \S/.exec(line)?.[1]);
      expect([...named].sort()).toEqual([...Object.keys({ ...secrets, ...odd }), 'STORE_URL', 'CORS_ORIGINS'].sort());
      expect(program.stdout).toBe('');
      expect(program.stderr).not.toContain('geheim');
    });

    it('where there is no such address says so in one line', async () => {
      // An address for documentation, which no machine has.
      const program = start({ HOST: '192.0.2.1' });
      expect(await program.ended).toBe(1);
      expect(program.stderr).toBe('HOST is no address of this machine\n');
    });

    it('for its list of trusted documents says so in one line', async () => {
      const program = start({ TRUSTED_DOCUMENTS: '/nowhere/geheim.json' });
      expect(await program.ended).toBe(1);
      expect(program.stderr).toBe('TRUSTED_DOCUMENTS names a file that cannot be read\n');
      expect(program.stdout).not.toContain('geheim');
    });
  });
});

/** Told to end, it ends when it has answered what is under way. */
async function expectGoodEnd(program: GatewayProcess, bank: BankUnderTest, signal: NodeJS.Signals): Promise<void> {
  const { url } = program;
  await bank.strike({ path: '/v1/api/users', kind: 'slow-drip', pause: 10, times: 1 });
  await bank.forgetRequests();
  const answer = post(url, { query: '{ bankUsers { totalCount } }' }, serviceToken(JWT_SECRET));
  await until('upstream is asked', async () => (await bank.requests()).some(({ path }) => path === '/v1/api/users'));
  program.signal(signal);
  expect(await answer).toMatchObject({ status: 200, data: { bankUsers: { totalCount: 1 } } });
  expect(await program.ended).toBe(0);
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
}

/** The lines of the log, each of which is an event. */
function logOf({ stdout }: GatewayProcess): string[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ event: expect.any(String) as string, time: expect.any(String) as string });
  }
  return lines;
}

function settingsFor(bank: BankUnderTest): Record<string, string> {
  return { XS2A_BASE_URL: bank.url, XS2A_API_KEY: bank.apiKey, AUTH_JWT_SECRET: JWT_SECRET };
}
