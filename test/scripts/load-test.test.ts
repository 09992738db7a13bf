import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLoadTest, USAGE } from '../../scripts/load/load-test.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { parseMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest } from '../support/test-bank.js';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'load-'));
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
  const person = await bank.addPerson({ accounts: 2 });
  env = { GATEWAY_TOKEN: (await gateway.as(person)).jwt ?? '' };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await gateway.close();
  await bank.close();
});

const load = (...args: readonly string[]) => runLoadTest(['--url', gateway.url, '--seconds', '1', ...args], env);

it('sends at the rate that it is told, as a client of its own, and reports what came of it', async () => {
  const { lines, passed } = await load('--rate', '40', '--p95', '20000');
  expect(lines[0]).toBe('40 queries, 40 in a second');
  expect(lines[1]).toBe('  good: 40');
  expect(lines.filter((line) => line.startsWith('passed'))).toHaveLength(2);
  expect(passed).toBe(true);
  const metrics = parseMetrics(await (await fetch(`${gateway.url}/metrics`)).text());
  expect(valueOf(metrics, 'xs2a_gateway_client_operations_total', { client: 'load-test', outcome: 'ok' })).toBe(40);
});

it('fails a gateway that is too slow', async () => {
  await bank.set({ latency: 50 });
  const { lines, passed } = await load('--rate', '5', '--p95', '1');
  await bank.set({ latency: 0 });
  expect(lines.at(-1)).toMatch(/^FAILED: 95 % within \d+ ms, 1 ms are allowed$/);
  expect(passed).toBe(false);
});

it('takes errors in responses of status 200 for failures, and stops where half of them fail', async () => {
  const operation = join(folder, 'foreign.graphql');
  writeFileSync(operation, 'query Foreign($id: ID!) { account(id: $id) { iban } bankUsers { totalCount } }');
  const foreign = ['--operation', operation, '--variables', '{"id":"x"}'];
  const { lines, passed } = await load('--rate', '100', '--seconds', '100', ...foreign);
  const [, sent] = /^(\d+) queries, and no more, since half of them failed$/.exec(lines[0] ?? '') ?? [];
  expect(Number(sent)).toBeGreaterThanOrEqual(50);
  expect(Number(sent)).toBeLessThan(10_000);
  expect(lines[1]).toMatch(/^ {2}(NOT_FOUND|FORBIDDEN): \d+$/);
  expect(passed).toBe(false);
});

it.each<[string, string]>([
  ['mutation { deleteAccount(input: { id: "x" }) { __typename } }', '--operation is no query: load is read-only.'],
  ['subscription { bankConnectionChanged { kind } }', '--operation is no query: load is read-only.'],
  ['query A { __typename } mutation B { __typename }', '--operation has to be a file with one operation.'],
  ['{', '--operation is no file with a GraphQL document.'],
])('does not send %j', async (text, refusal) => {
  const operation = join(folder, 'refused.graphql');
  writeFileSync(operation, text);
  await expect(load('--operation', operation)).rejects.toThrow(refusal);
});

it.each<[readonly string[], string]>([
  [['--rate', '201'], '--rate is not a number from 0.1 to 200 without --unbounded.'],
  [['--rate', '0'], '--rate is not a number from 0.1 to 200 without --unbounded.'],
  [['--seconds', '1e9'], '--seconds is not a number from 0.1 to 300 without --unbounded.'],
  [['--max-failures', '101'], '--max-failures is not a number from 0 to 100.'],
  [['--variables', '[]'], '--variables is no JSON object.'],
  [['--url', 'ftp://x'], '--url is no URL.'],
  [['--token', 'x'], ''],
])('refuses %j', async (args, refusal) => {
  await expect(load(...args)).rejects.toThrow(refusal);
});

it('needs a token', async () => {
  await expect(runLoadTest(['--url', gateway.url], {})).rejects.toThrow('GATEWAY_TOKEN is not set.');
});

it('is documented with its options', () => {
  const page = readFileSync('docs/operations.md', 'utf8');
  for (const [option] of USAGE.matchAll(/--[a-z][a-z0-9-]+/g)) expect(page).toContain(option);
});
