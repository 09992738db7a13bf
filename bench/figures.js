// How much of the gateway runs for one operation: own files, functions, calls of these, and promises; and how many lines of source it has.
//
//   npm run bench:figures [-- --functions]
//
// With `--functions`, the functions that are called most as well. The test bank and the client are processes of their own, so that
// only the gateway is counted. `cold` is a bank user nobody has asked for; `warm` is a query that is new over answers that are cached.
import { fork, spawn } from 'node:child_process';
import { createHook } from 'node:async_hooks';
import { on, once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';

const DIST = new URL('../dist/', import.meta.url);
const SECRET = 'a secret of these figures that nobody else needs';
const DASHBOARD = `{ viewer { connections { bankName accounts { iban balance { amount { value currency } }
  turnovers(first: 5) { nodes { id bookingDate amount { value } purpose } } } } } }`;
const balanceOf = (name) =>
  `query ($id: ID!) { account(id: $id) { ${name}: iban balance { amount { value currency } } } }`;

if (process.argv.includes('--client')) await answerRequests();

const bank = await startTestBank();
const client = fork(fileURLToPath(import.meta.url), ['--client']);
try {
  const { createGateway } = await import(new URL('index.js', DIST));
  const gateway = await createGateway(
    { XS2A_BASE_URL: bank.url, XS2A_API_KEY: 'testbank', AUTH_JWT_SECRET: SECRET, PORT: 0, METRICS: 'off' },
    {},
  );
  const url = await gateway.listen();
  await measure(url);
  await gateway.close();
} finally {
  bank.child.kill();
  client.kill();
}

/** The client: sends each request that its parent asks for, and gives back the answer. */
async function answerRequests() {
  for await (const [{ url, init }] of on(process, 'message')) {
    const response = await fetch(url, init);
    process.send(await response.json());
  }
}

async function measure(url) {
  // Whatever is made once, is made for somebody else.
  for (let round = 0; round < 3; round++) {
    const other = await askerFor(url);
    await other.ask(DASHBOARD);
    await other.ask(balanceOf('first'), { id: other.accountId });
    await other.ask(balanceOf('second'), { id: other.accountId });
  }
  const somebody = await askerFor(url);
  const cold = await counted(() => somebody.ask(DASHBOARD));
  // Of both, so that nothing but the query is new.
  await somebody.ask(balanceOf('first'), { id: somebody.accountId });
  const balance = await counted(() => somebody.ask(balanceOf('third'), { id: somebody.accountId }));
  const warm = await counted(() => somebody.ask(DASHBOARD.replace('bankName', 'name: bankName')));
  console.table({
    'cold dashboard': cold,
    'warm dashboard, executed anew': warm,
    'warm balance, executed anew': balance,
  });
  console.log(`Lines of src without the test bank: ${await linesOf(new URL('../src/', import.meta.url))}`);
}

async function counted(ask) {
  let promises = 0;
  const hook = createHook({ init: (_, type) => void (type === 'PROMISE' && promises++) });
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  const before = process.cpuUsage();
  hook.enable();
  const answer = await ask();
  hook.disable();
  const { user } = process.cpuUsage(before);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const own = result.filter(({ url }) => url.startsWith(DIST.href) && !url.includes('/testbank/'));
  const ran = own.flatMap(({ url, functions }) =>
    functions
      .map(({ functionName, ranges: [{ count }] }) => ({ url, functionName, count }))
      .filter(({ count }) => count > 0),
  );
  if (process.argv.includes('--functions')) {
    for (const { url, functionName, count } of ran.sort((a, b) => b.count - a.count).slice(0, 60)) {
      console.log(String(count).padStart(6), functionName, url.slice(DIST.href.length));
    }
  }
  return {
    files: new Set(ran.map(({ url }) => url)).size,
    functions: ran.length,
    calls: ran.reduce((sum, { count }) => sum + count, 0),
    promises,
    'upstream calls': answer.extensions.xs2a.upstreamCalls,
    'ms of processor time, measured while counting': Math.round(user / 1000),
  };
}

async function askerFor(url) {
  const response = await fetch(`${bank.url}/_testbank/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ connections: 3, accounts: 9, turnovers: 100, syncedAgo: 21_600 }),
  });
  if (!response.ok) throw new Error(`The test bank says ${response.status}`);
  const { id, accounts } = await response.json();
  const token = await new SignJWT({ sub: id, bank_user_id: id })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(Buffer.from(SECRET));
  const accountId = Buffer.from(`a.${id}.${accounts[0]}`, 'latin1').toString('base64url');
  const ask = async (query, variables = {}) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const body = JSON.stringify({ query, variables });
    client.send({ url: `${url}/graphql`, init: { method: 'POST', headers, body } });
    const [answer] = await once(client, 'message');
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer;
  };
  return { ask, accountId };
}

async function startTestBank() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('testbank/main.js', DIST))], {
    env: { TESTBANK_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [first] = await once(child.stdout, 'data');
  return { child, url: /http:\S+/.exec(String(first))[0] };
}

async function linesOf(folder) {
  let lines = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = `${entry.parentPath}/${entry.name}`;
    if (!entry.isFile() || !path.endsWith('.ts') || path.includes('/testbank/')) continue;
    lines += (await readFile(path, 'utf8')).split('\n').length - 1;
  }
  return lines;
}
