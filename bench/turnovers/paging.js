// Ten people with 100,000 turnovers each page through their lists at once, over HTTP: what a first page and the pages after it
// cost in upstream calls, in how long the event loop was held, and in memory that stays.
//
//   npm run build && node --expose-gc bench/turnovers/paging.js [turnovers] [people]
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createGateway } from '../../dist/index.js';

const [turnovers, people, pages] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 10), 5];
const secret = 'a secret of this benchmark that nobody else needs';

const bank = spawn(process.execPath, ['dist/testbank/main.js'], { env: { ...process.env, TESTBANK_PORT: '4019' } });
await new Promise((resolve) => bank.stdout.once('data', resolve));
const gateway = await createGateway({
  XS2A_BASE_URL: 'http://127.0.0.1:4019',
  XS2A_API_KEY: 'testbank',
  AUTH_JWT_SECRET: secret,
  PORT: 0,
  LOG_LEVEL: 'error',
  RATE_LIMIT_BANK_USER: 0,
});
const url = await gateway.listen();

try {
  const tokens = [];
  for (let person = 0; person < people; person++) tokens.push(tokenOf((await addPerson()).id));
  const cursors = new Array(people).fill(null);
  console.log(`${people} people, ${turnovers} turnovers each\n`);
  console.log('page | upstream calls, each | event loop held, ms: longest, 99 % | heap that stays, MB');
  for (let page = 1; page <= pages; page++) console.log(await measure(page, tokens, cursors));
} finally {
  await gateway.close();
  bank.kill();
}

async function measure(page, tokens, cursors) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const answers = await Promise.all(tokens.map((token, person) => ask(token, cursors[person])));
  delay.disable();
  answers.forEach(({ data }, person) => {
    cursors[person] = data.viewer.accounts[0].turnovers.pageInfo.endCursor;
  });
  const calls = [...new Set(answers.map(({ extensions }) => extensions.xs2a.upstreamCalls))].join(', ');
  globalThis.gc?.();
  const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
  return [page, calls, `${Math.round(delay.max / 1e6)}, ${Math.round(delay.percentile(99) / 1e6)}`, heap].join(' | ');
}

async function addPerson() {
  const body = JSON.stringify({ connections: 1, accounts: 1, turnovers, syncedAgo: 7200 });
  const headers = { 'content-type': 'application/json' };
  return (await fetch('http://127.0.0.1:4019/_testbank/people', { method: 'POST', headers, body })).json();
}

async function ask(token, after) {
  const query = `query ($after: String) { viewer { accounts { turnovers(first: 100, after: $after) {
    totalCount nodes { id bookingDate amount { value currency } } pageInfo { endCursor } } } } }`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, variables: { after } }),
  });
  const answer = await response.json();
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

function tokenOf(bankUserId) {
  const part = (content) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const text = `${part({ alg: 'HS256' })}.${part({ bank_user_id: bankUserId, exp })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
