import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';

// `npm run bench:capacity`: what an instance needs per bank user in its cache, and how many operations one core serves: the table of
// docs/operations.md#capacity. Processor time is the gateway's own, so other work on the machine changes little.

const PEOPLE = Number(process.env.PEOPLE ?? 200);
const REQUESTS = Number(process.env.REQUESTS ?? 1_000);
const AT_A_TIME = 16;
const SECRET = randomBytes(32).toString('hex');
// Without garbage collection, memory says little; it takes processor time, so only when it is told to.
const COLLECT = `data:text/javascript,process.on('SIGUSR2',()=>gc())`;

/** Turnovers are of each account. */
const SHAPES = {
  small: { connections: 1, accounts: 1, turnovers: 200, days: 180 },
  usual: { connections: 2, accounts: 3, turnovers: 500, days: 365 },
  large: { connections: 3, accounts: 8, turnovers: 2_000, days: 730 },
};

const DASHBOARD = `{ viewer {
  name
  connections { bankName status sync { lastSyncedAt } }
  accounts { iban type balance { amount { value currency } asOf }
    turnovers(first: 50) { totalCount nodes { id bookingDate amount { value } counterparty { name } purposeText } } }
} }`;
const PAGE = `query ($n: Decimal!) { viewer { accounts { turnovers(first: 50, filter: { maxAmount: $n }) {
  nodes { id bookingDate amount { value } purposeText } } } } }`;
const NAME = '{ viewer { name } }';

let count = 0;

for (const [name, shape] of Object.entries(SHAPES)) await measure(name, shape);
process.exit();

async function measure(name, shape) {
  const bank = await start([], 'testbank/main.js', { TESTBANK_PORT: '0' }, /Test bank: (http:\S+)/);
  const gateway = await start(
    ['--expose-gc', '--max-old-space-size=6144', '--import', COLLECT],
    'main.js',
    {
      ...{ PORT: '0', XS2A_BASE_URL: bank.url, XS2A_API_KEY: 'testbank', AUTH_JWT_SECRET: SECRET },
      ...{ RATE_LIMIT_BANK_USER: '0', OVERLOAD_WAIT_MS: '0' },
    },
    /"event":"gateway\.started","url":"(http:[^"]+)"/,
  );
  try {
    const people = [];
    for (let index = 0; index < PEOPLE; index += 1) people.push(await addPerson(bank.url, shape));
    // Compiles, and fills what is not of one bank user.
    await times(gateway.url, people.slice(0, 1), DASHBOARD, 200);
    const before = await settled(gateway);
    const cold = await once(gateway.url, people.slice(1), DASHBOARD);
    const after = await settled(gateway);
    const perUser = (metric) => (after[metric] - before[metric]) / (PEOPLE - 1) / 1_000;
    console.log(`\n${name}: ${shape.accounts} accounts with ${shape.turnovers} turnovers each`);
    console.log(`  heap per bank user        ${perUser('nodejs_heap_size_used_bytes').toFixed(0)} kB`);
    console.log(
      `  cache per bank user       ${perUser('xs2a_gateway_cache_bytes').toFixed(0)} kB, by its own estimate`,
    );
    console.log(`  evicted                   ${after.evicted - before.evicted}`);
    report('dashboard, nothing cached', cold);
    report('dashboard, cached', await times(gateway.url, people, DASHBOARD, REQUESTS));
    report('page by a new filter', await times(gateway.url, people, PAGE, REQUESTS));
    report('the name only', await times(gateway.url, people, NAME, REQUESTS));
    const { process_resident_memory_bytes: resident, nodejs_heap_size_used_bytes: heap } = await settled(gateway);
    console.log(`  resident                  ${mb(resident)} MB, of which heap ${mb(heap)} MB`);
  } finally {
    for (const { child } of [gateway, bank]) child.kill('SIGKILL');
  }
}

function report(what, { answered, failed, cpuSeconds }) {
  const ms = (1_000 * cpuSeconds) / answered;
  console.log(
    `  ${what.padEnd(25)} ${(1_000 / ms).toFixed(0)} in a second of one core (${ms.toFixed(2)} ms; ${answered} answered, ${failed} failed)`,
  );
}

function mb(bytes) {
  return (bytes / 1e6).toFixed(0);
}

async function once(url, people, query) {
  const left = [...people];
  return work(url, query, () => left.pop());
}

async function times(url, people, query, requests) {
  let left = requests;
  return work(url, query, () => (left-- > 0 ? people[left % people.length] : undefined));
}

/** As fast as it goes, until there is nobody left to ask for. */
async function work(url, query, next) {
  const before = await cpuSecondsOf(url);
  const tally = { answered: 0, failed: 0 };
  const one = async () => {
    for (let person = next(); person !== undefined; person = next()) {
      const n = String(1_000_000 + count++);
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
        body: JSON.stringify({ query, ...(query === PAGE && { variables: { n } }) }),
      });
      const isGood = response.status === 200 && !(await response.text()).includes('"errors"');
      tally[isGood ? 'answered' : 'failed'] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
  return { ...tally, cpuSeconds: (await cpuSecondsOf(url)) - before };
}

async function cpuSecondsOf(url) {
  return (await metricsOf(url)).process_cpu_seconds_total;
}

/** After garbage has been collected twice. */
async function settled({ url, child }) {
  for (let times = 0; times < 2; times += 1) {
    child.kill('SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return metricsOf(url);
}

async function metricsOf(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  const evicted = [...text.matchAll(/^xs2a_gateway_cache_events_total\{.*event="evicted"\} (\S+)$/gm)];
  const plain = [...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]);
  return { ...Object.fromEntries(plain), evicted: evicted.reduce((sum, [, value]) => sum + Number(value), 0) };
}

async function addPerson(bankUrl, shape) {
  const response = await fetch(`${bankUrl}/_testbank/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...shape, syncedAgo: 7_200 }),
  });
  if (!response.ok) throw new Error(`The test bank: ${await response.text()}`);
  const { id } = await response.json();
  return { id, token: tokenOf(id) };
}

function tokenOf(id) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: id, bank_user_id: id, exp: Math.floor(Date.now() / 1_000) + 36_000 };
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${content}.${createHmac('sha256', SECRET).update(content).digest('base64url')}`;
}

/** A built program, once it says where it listens. */
function start(options, program, env, pattern) {
  const child = spawn(process.execPath, [...options, `dist/${program}`], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      if (said.length < 100_000) said += chunk;
      const [, url] = pattern.exec(said) ?? [];
      if (url !== undefined) resolve({ url, child });
    });
    child.once('exit', () => reject(new Error(`${program} has ended:\n${said}`)));
  });
}
