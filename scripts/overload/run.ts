import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { closedLoop, openLoop, watch, type Asked } from './load.js';
import { start } from './processes.js';

/** Of the peak, that has to be left of the goodput under too much load. */
const MIN_RATIO = 0.8;

/** Nobody asks more often for metrics. One answer takes some milliseconds, in which nobody else is served. */
const SCRAPED_EVERY_MS = 1_000;

const SECONDS = Number(process.env.OVERLOAD_SECONDS ?? 10);
const USERS = 40;
const QUERY = `query ($n: Decimal!) { viewer { name accounts {
  id iban balance { amount { value } } turnovers(first: 50, filter: { maxAmount: $n }) { nodes { id amount { value } purpose } }
} } }`;

/** Measures what becomes of the gateway beyond its capacity: goodput, health, and others beside a flood. */
async function main(): Promise<void> {
  const secret = randomBytes(32).toString('base64url');
  const bank = await start('testbank/main.js', { TESTBANK_PORT: '0' });
  const gateway = await start('main.js', {
    ...{ PORT: '0', XS2A_BASE_URL: bank.url, XS2A_API_KEY: 'testbank', AUTH_JWT_SECRET: secret },
    ...{ RATE_LIMIT_BANK_USER: '0', OVERLOAD_WAIT_MS: process.env.OVERLOAD_WAIT_MS ?? '' },
  });
  try {
    const ids = await Promise.all(Array.from({ length: USERS }, () => addPerson(bank.url)));
    const asked = await Promise.all(ids.map(async (id) => askedBy(gateway.url, await tokenOf(id, secret))));
    await measure(gateway.url, asked);
  } finally {
    gateway.child.kill();
    bank.child.kill();
  }
}

async function measure(url: string, asked: readonly Asked[]): Promise<void> {
  await closedLoop(asked, 4, 3);
  const peaks = [];
  const efficiencies: number[] = [];
  for (const atATime of [4, 16, 48]) {
    const before = await processorSeconds(url);
    const perSecond = await closedLoop(asked, atATime, SECONDS / 2);
    const share = ((await processorSeconds(url)) - before) / (SECONDS / 2);
    console.log(
      `${atATime} at a time: ${perSecond.toFixed(0)} good answers in a second, processor ${share.toFixed(2)}`,
    );
    peaks.push(perSecond);
    efficiencies.push(perSecond / share);
  }
  const peak = Math.max(...peaks);
  for (const times of [2, 3]) {
    const before = await processorSeconds(url);
    const watching = [watch(`${url}/health/live`, 100, SECONDS), watch(`${url}/metrics`, SCRAPED_EVERY_MS, SECONDS)];
    const tally = await openLoop(asked, peak * times, SECONDS);
    const ratio = tally.count('good') / SECONDS / peak;
    const share = ((await processorSeconds(url)) - before) / SECONDS;
    console.log(
      `${times} times the peak: goodput ${ratio.toFixed(2)} of it, processor ${share.toFixed(2)}; ${tally.text}`,
    );
    for (const taken of await Promise.all(watching)) console.log(`  health or metrics: ${summary(taken)}`);
    const efficiency = tally.count('good') / SECONDS / share / Math.max(...efficiencies);
    console.log(`  for each second of processor that it got: ${efficiency.toFixed(2)} of the peak`);
    if (ratio < MIN_RATIO) process.exitCode = 1;
  }
  await besideFlood(asked, peak);
}

/** One sends three times what the gateway can do, the others some requests each. */
async function besideFlood([flooder, ...others]: readonly Asked[], peak: number): Promise<void> {
  if (flooder === undefined) return;
  const calm = await openLoop(others, peak / 5, SECONDS);
  const [flood, beside] = await Promise.all([
    openLoop([flooder], peak * 3, SECONDS),
    openLoop(others, peak / 5, SECONDS),
  ]);
  console.log(`others alone: ${calm.text}`);
  console.log(`a flood by one: ${flood.text}`);
  console.log(`others beside it: ${beside.text}`);
  if (beside.count('good') < 0.99 * beside.all) process.exitCode = 1;
}

/** What the gateway has used of a processor so far: on a busy machine it does not get all that it could use. */
async function processorSeconds(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1]);
}

function summary(taken: readonly number[]): string {
  const worst = Math.max(...taken);
  return `${taken.length} answers, ${Number.isNaN(worst) ? 'some not at all' : `the slowest after ${worst.toFixed(0)} ms`}`;
}

async function addPerson(bankUrl: string): Promise<string> {
  const response = await fetch(`${bankUrl}/_testbank/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accounts: 2, turnovers: 200 }),
  });
  return ((await response.json()) as { id: string }).id;
}

function tokenOf(id: string, secret: string): Promise<string> {
  return new SignJWT({ sub: id, bank_user_id: id })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(Buffer.from(secret));
}

function askedBy(url: string, token: string): Asked {
  return { url, token, query: QUERY };
}

await main();
