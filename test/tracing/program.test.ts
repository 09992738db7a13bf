import { post } from '../support/demo-gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { serviceToken } from '../support/jwt.js';
import { BankUnderTest } from '../support/test-bank.js';
import { TraceCollector, treeOf } from '../support/trace-collector.js';

const SECRET = 'a secret of more than thirty-two characters';
const HEADER = 'the-secret-of-the-collector';

let bank: BankUnderTest;
let program: GatewayProcess;

beforeAll(async () => {
  bank = await BankUnderTest.start();
});
afterEach(() => program.kill());
afterAll(() => bank.close());

async function startProgram(env: Readonly<Record<string, string>>): Promise<string> {
  program = GatewayProcess.spawn({
    XS2A_BASE_URL: bank.url,
    XS2A_API_KEY: bank.apiKey,
    AUTH_JWT_SECRET: SECRET,
    ...env,
  });
  return program.listening();
}

async function askAsAService(url: string): Promise<unknown> {
  return post(url, { query: 'query People { bankUsers { totalCount } }' }, serviceToken(SECRET));
}

const linesOf = ({ stdout }: GatewayProcess) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('sends what it has yet before it ends, and names the trace in its log', async () => {
  const collector = await TraceCollector.start();
  const url = await startProgram({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: `x-api-key=${HEADER}`,
    LOG_LEVEL: 'debug',
  });
  expect(await askAsAService(url)).toMatchObject({ status: 200 });
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
  await collector.close();
  expect(treeOf(collector.spans)).toEqual([['query People', ['GET /v1/api/users']]]);
  const traced = linesOf(program).filter(({ traceId }) => traceId === collector.spans[0]?.traceId);
  expect(traced.map(({ event }) => event)).toEqual(['upstream.call', 'graphql.operation']);
  expect(collector.headers[0]?.['x-api-key']).toBe(HEADER);
  for (const secret of [HEADER, SECRET, bank.apiKey]) expect(program.output).not.toContain(secret);
});

it('answers and ends without its collector', async () => {
  const url = await startProgram({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  expect(await askAsAService(url)).toMatchObject({ status: 200 });
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(program.stderr).toBe('');
});

it('knows no traces where there is nobody to send them to', async () => {
  const url = await startProgram({ OTEL_SERVICE_NAME: 'graph' });
  expect(await askAsAService(url)).toMatchObject({ status: 200 });
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(linesOf(program).filter((line) => 'traceId' in line)).toEqual([]);
});
