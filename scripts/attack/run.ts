import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { SignJWT } from 'jose';
import { Agent, request } from 'undici';
import { start } from '../overload/processes.js';
import { watch } from '../overload/load.js';
import { RandomOperations, type RandomOperation } from './random-operations.js';

const REQUESTS = Number(process.env.ATTACK_REQUESTS ?? 50_000);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const AT_A_TIME = 16;
const MAX_MEMORY = 512 * 1024 * 1024;
const MAX_HEALTH_MS = 250;
const PATIENCE_MS = 60_000;
const PEOPLE = 12;

const agent = new Agent({ connections: 64, keepAliveTimeout: 60_000 });

/**
 * Sends random operations of all shapes, with nulls, conditions and long variables, by people, a service and nobody, while upstream fails
 * in every way: the process must not end, must stay within its memory, and has no errors of its own; its health is asked throughout.
 */
async function main(): Promise<void> {
  const secret = randomBytes(32).toString('base64url');
  const bank = await start('testbank/main.js', { TESTBANK_PORT: '0' });
  const env = { PORT: '0', XS2A_BASE_URL: bank.url, XS2A_API_KEY: 'testbank', AUTH_JWT_SECRET: secret };
  const gateway = await start(
    'main.js',
    { ...env, RATE_LIMIT_BANK_USER: '0', RATE_LIMIT_SERVICE: '0', RATE_LIMIT_ANONYMOUS: '0' },
    ['--max-old-space-size=320'],
  );
  let ended: string | undefined;
  gateway.child.once('exit', (code, signal) => (ended ??= `ended with ${signal ?? code}`));
  try {
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => control<Person>(bank.url, 'people', SHAPE)));
    for (const fault of FAULTS) await control(bank.url, 'faults', fault);
    const tokens = [
      ...(await Promise.all(people.map(({ id }) => sign({ sub: id, bank_user_id: id }, secret)))),
      await sign({ sub: 'a service', scope: 'xs2a:service' }, secret),
      undefined,
    ];
    const ids = people.flatMap(idsOf);
    const schema = buildSchema(readFileSync('schema.graphql', 'utf8'), { assumeValidSDL: true });
    const operations = new RandomOperations(schema, ids, SEED);
    const outcomes = new Map<string, number>();
    const health: number[] = [];
    let memory = 0;
    let sent = 0;
    let answered = 0;
    const isOver = () => sent >= REQUESTS || ended !== undefined;
    const attacker = async () => {
      while (!isOver()) {
        const token = tokens[sent++ % tokens.length];
        const outcome = await outcomeOf(gateway.url, operations.next(), token);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (++answered % 1_000 === 0) console.log(`${answered} answered, ${Math.round(memory / 1_048_576)} MB`);
      }
    };
    const observer = async () => {
      while (!isOver()) {
        health.push(...(await watch(`${gateway.url}/health/live`, 100, 1)));
        memory = Math.max(memory, residentMemory(gateway.child.pid));
      }
    };
    await Promise.all([observer(), ...Array.from({ length: AT_A_TIME }, attacker)]);
    report(sent, { outcomes, health, memory, ended });
  } finally {
    gateway.child.kill();
    bank.child.kill();
    await agent.close();
  }
}

function report(sent: number, seen: Seen): void {
  const { outcomes, health, memory } = seen;
  const counts = [...outcomes].sort().map(([name, count]) => `${name} ${count}`);
  console.log(`SEED=${SEED}, ${sent} requests: ${counts.join(', ')}`);
  console.log(
    `health p99 ${p99(health).toFixed(0)} ms of ${health.length}, memory ${Math.round(memory / 1_048_576)} MB at most`,
  );
  const faults = faultsOf(seen);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

const SHAPE = { connections: 2, accounts: 4, turnovers: 400, days: 300 };

/** Each strikes some of the calls. */
const FAULTS = [
  { path: '/v1/**', kind: 'status', status: 500, probability: 0.05 },
  { path: '/v1/**', kind: 'status', status: 429, probability: 0.01 },
  { path: '/v1/**', kind: 'status', status: 404, probability: 0.01 },
  { path: '/v1/**', kind: 'reset', probability: 0.03 },
  { path: '/v1/**', kind: 'html', probability: 0.01 },
  { path: '/v1/**', kind: 'truncated', probability: 0.01 },
  { path: '/v1/**', kind: 'redirect', probability: 0.01 },
];

interface Person {
  readonly id: string;
  readonly connections: readonly string[];
  readonly accounts: readonly string[];
}

function idsOf({ id, connections, accounts }: Person): string[] {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  return [
    encode(`u.${id}`),
    ...connections.map((own) => encode(`c.${id}.${own}`)),
    ...accounts.map((own) => encode(`a.${id}.${own}`)),
    ...accounts.map((own) => `${encode(`t.${id}.${own}`)}.d${'A'.repeat(22)}`),
    encode(`a.${id}.nothing`),
  ];
}

async function outcomeOf(url: string, operation: RandomOperation, token: string | undefined): Promise<string> {
  try {
    const { statusCode, body } = await request(`${url}/graphql`, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(operation),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await body.text();
    const codes = new Set([...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code));
    if (codes.has('INTERNAL_SERVER_ERROR')) {
      console.log(`INTERNAL: ${JSON.stringify(operation).slice(0, 3_000)}`);
      return 'INTERNAL_SERVER_ERROR';
    }
    if (!text.startsWith('{')) return 'no JSON';
    return statusCode === 200 ? 'answered' : `${statusCode} ${[...codes].sort().join(' ')}`;
  } catch {
    return 'no answer';
  }
}

interface Seen {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly health: readonly number[];
  readonly memory: number;
  readonly ended: string | undefined;
}

function faultsOf({ outcomes, health, memory, ended }: Seen): string[] {
  const bad = ['INTERNAL_SERVER_ERROR', 'no JSON', 'no answer'].filter((outcome) => outcomes.has(outcome));
  return [
    ...(ended === undefined ? [] : [`the gateway ${ended}`]),
    ...bad.map((outcome) => `${outcomes.get(outcome) ?? 0} requests: ${outcome}`),
    ...(memory > MAX_MEMORY ? [`${Math.round(memory / 1_048_576)} MB of memory`] : []),
    ...(p99(health) < MAX_HEALTH_MS ? [] : [`health took ${p99(health).toFixed(0)} ms`]),
  ];
}

function p99(taken: readonly number[]): number {
  const sorted = taken.map((ms) => (Number.isNaN(ms) ? Infinity : ms)).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Infinity;
}

function residentMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

async function control<T>(bankUrl: string, path: string, body: object): Promise<T> {
  const response = await fetch(`${bankUrl}/_testbank/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

function sign(claims: Readonly<Record<string, string>>, secret: string): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('3h').sign(Buffer.from(secret));
}

await main();
