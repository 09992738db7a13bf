import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { SHAPES } from './shapes.js';

const ROOT = new URL('../../../', import.meta.url);
const API_KEY = 'testbank';

/** Answers of the test bank for one person of each shape, bodies as they were sent: `{[shape]: {accountIds, bodies: {[path]: body}}}`. */
export async function recordShapes() {
  const bank = spawn(process.execPath, ['dist/testbank/main.js'], {
    cwd: ROOT,
    env: { ...process.env, TESTBANK_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [greeting] = await once(bank.stdout, 'data');
    const url = /http:\S+/.exec(String(greeting))[0];
    const shapes = {};
    for (const [name, shape] of Object.entries(SHAPES)) shapes[name] = await recordShape(url, name, shape);
    return shapes;
  } finally {
    bank.kill();
  }
}

async function recordShape(url, name, shape) {
  const person = await send(`${url}/_testbank/people`, 'POST', { name: 'Berta Beispiel', syncedAgo: 7_200, ...shape });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
  const tokens = `${url}/v1/api/users/${person.id}/accesstokens`;
  const { token } = await send(tokens, 'PUT', { valid_until: tomorrow }, API_KEY);
  const bodies = {};
  for (const path of pathsOf(person.accounts)) {
    const query = path === '/connections' || path === '/accounts' ? '?per_page=100' : '';
    bodies[path] = JSON.stringify(await send(`${url}/v1/api${path}${query}`, 'GET', undefined, token));
  }
  return { accountIds: person.accounts, bodies };
}

function pathsOf(accountIds) {
  const own = accountIds.flatMap((id) => ['', '/balance', '/turnovers'].map((part) => `/accounts/${id}${part}`));
  return ['/connections', '/accounts', ...own];
}

async function send(url, method, body, password) {
  const headers = { 'content-type': 'application/json' };
  if (password !== undefined) headers.authorization = `Basic ${Buffer.from(`api:${password}`).toString('base64')}`;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok)
    throw new Error(`The test bank answered ${method} ${new URL(url).pathname} with ${response.status}`);
  return response.json();
}
