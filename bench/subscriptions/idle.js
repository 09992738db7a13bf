import { spawn } from 'node:child_process';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

// `npm run build && node bench/subscriptions/idle.js`: memory of idle subscriptions, and the slowest health check beside them.

const COUNT = Number(process.env.COUNT ?? 5_000);
const PER_CONNECTION = 50;
const PORT = 4_790;
const URL = `http://127.0.0.1:${PORT}`;
// Without garbage collection, memory says little.
const COLLECT = 'data:text/javascript,setInterval(()=>gc(),2500).unref()';

const gateway = spawn(process.execPath, ['--expose-gc', '--import', COLLECT, 'dist/main.js'], {
  env: { ...process.env, PORT: String(PORT), LOG_LEVEL: 'error', RATE_LIMIT_SERVICE: '0', OVERLOAD_WAIT_MS: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const token = await tokenOf(gateway);
  const { data } = await ask(token, '{ bankUsers(first: 4) { nodes { id name } } }');
  const { id } = data.bankUsers.nodes.find(({ name }) => name.startsWith('Emil'));
  const before = await heapBytes();
  let begun = 0;
  while (begun < COUNT) begun += await subscribe(token, id, Math.min(PER_CONNECTION, COUNT - begun));
  await pause(6_000);
  const kilobytes = ((await heapBytes()) - before) / COUNT / 1_000;
  console.log(`${COUNT} subscriptions: ${kilobytes.toFixed(1)} kB of heap each`);
  console.log(`slowest of 200 health checks: ${(await slowestCheck()).toFixed(0)} ms`);
} finally {
  gateway.kill('SIGKILL');
}
process.exit();

/** Over a connection of their own. @returns how many have begun */
async function subscribe(token, id, count) {
  const connectionParams = { authorization: `Bearer ${token}` };
  const client = createClient({
    url: `${URL.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams,
  });
  const query = `subscription { bankConnectionChanged(bankUserId: "${id}") { kind } }`;
  const begin = () =>
    new Promise((resolve) => {
      client.subscribe(
        { query },
        { next: () => resolve(true), error: () => pause(1_000).then(begin).then(resolve), complete: () => undefined },
      );
    });
  await Promise.all(Array.from({ length: count }, begin));
  return count;
}

async function ask(token, query) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await fetch(`${URL}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
}

async function heapBytes() {
  const text = await (await fetch(`${URL}/metrics`)).text();
  return Number(/^nodejs_heap_size_used_bytes (.*)$/m.exec(text)?.[1]);
}

async function slowestCheck() {
  let slowest = 0;
  for (let count = 0; count < 200; count += 1) {
    const started = performance.now();
    await (await fetch(`${URL}/health/live`)).text();
    slowest = Math.max(slowest, performance.now() - started);
    await pause(20);
  }
  return slowest;
}

/** The token of a service, which the program prints. */
function tokenOf(program) {
  return new Promise((resolve, reject) => {
    let output = '';
    program.stdout.on('data', (chunk) => {
      output += chunk;
      const [, token] = /Token of a service.*\n +(\S+)\n/.exec(output) ?? [];
      if (token !== undefined) resolve(token);
    });
    program.once('exit', () => reject(new Error('The gateway has ended')));
  });
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
