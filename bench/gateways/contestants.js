import { createHmac } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.js';
import { fromHive } from './peers/hive/answers.js';
import { API_KEY, basicAuth } from './upstream/shapes.js';

const SECRET = 'a secret of this benchmark that nobody else needs';

/** In the place of the digits that differ in each request. */
export const REQUEST_NUMBER = '{request number}';

/**
 * Who is measured. `dialect` names the member of a workload with the document, where it is another one; `program` is relative to this folder.
 * `age` is what the upstream says about the bank users' last sync. `isNewEachTime` has each request differ from those before it, in a variable that no answer depends on.
 */
export const CONTESTANTS = {
  warm: { title: 'this gateway, warm', age: 'warm', ...gateway() },
  fresh: { title: 'this gateway, fresh', age: 'warm', isNewEachTime: true, ...gateway() },
  cold: { title: 'this gateway, cold', age: 'cold', ...gateway() },
  mercurius: { title: 'Mercurius, JIT, loaders', ...peer('peers/mercurius.js') },
  yoga: { title: 'GraphQL Yoga, JIT, DataLoader', ...peer('peers/yoga.js') },
  apollo: { title: 'Apollo Server, type-graphql, as they come', dialect: 'apollo', ...peer('dist/apollo/server.js') },
  hive: { title: 'Hive Gateway, JIT, from OpenAPI', dialect: 'hive', ...hive() },
  rest: { title: 'plain REST client', age: 'warm', start: startRest },
};

function gateway() {
  return {
    start: (upstreamUrl, port, { profile }) => {
      const env = {
        XS2A_BASE_URL: upstreamUrl,
        XS2A_API_KEY: API_KEY,
        AUTH_JWT_SECRET: SECRET,
        PORT: String(port),
        LOG_LEVEL: 'error',
        // One bank user sends what hundreds would.
        OVERLOAD_REQUESTS: '4096',
        OVERLOAD_WAIT_MS: '0',
        RATE_LIMIT_BANK_USER: '0',
        // Peers call as much as they like at once.
        UPSTREAM_CONCURRENCY: '10000',
      };
      const execArgv = profile ? ['--cpu-prof', `--cpu-prof-dir=${pathOf('dist/profiles')}`] : [];
      return listening(new Child('../../dist/main.js', { name: 'the gateway', env, execArgv }), port);
    },
    authorization: jwtOf,
  };
}

function peer(program) {
  return {
    age: 'warm',
    start: (UPSTREAM_URL, port) =>
      listening(new Child(program, { env: { UPSTREAM_URL, PORT: String(port), AUTH_JWT_SECRET: SECRET } }), port),
    authorization: jwtOf,
  };
}

function hive() {
  const folder = pathOf('peers/hive');
  const bin = (name) => pathOf(`node_modules/.bin/${name}`);
  return {
    age: 'warm',
    start(upstreamUrl, port) {
      const output = pathOf('dist/supergraph.graphql');
      const env = { ...process.env, UPSTREAM_URL: upstreamUrl };
      const args = ['-c', 'mesh.config.js', '-o', output];
      const composed = spawnSync(bin('mesh-compose'), args, { cwd: folder, env, encoding: 'utf8' });
      if (composed.status !== 0) throw new Error(`mesh-compose: ${composed.stderr}${composed.stdout}`);
      const options = { name: 'Hive Gateway', cwd: folder, args: ['supergraph', output] };
      options.args.push('--fork', '1', '--jit', '--host', '127.0.0.1', '--port', String(port), '--disable-websockets');
      return listening(new Child('node_modules/@graphql-hive/gateway/dist/bin.js', options), port);
    },
    authorization: basicAuth,
    read: fromHive,
  };
}

/** @param path relative to this folder */
function pathOf(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** It has no server: the process that measures it is the client. */
function startRest(upstreamUrl) {
  return { child: new Child('load.js', { name: 'the plain REST client' }), upstreamUrl };
}

async function listening(child, port) {
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 300 && !child.hasEnded; attempt++) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    }).catch(() => undefined);
    await response?.arrayBuffer();
    if (response !== undefined) return { child, url };
    await sleep(100);
  }
  child.stop();
  throw new Error('It does not listen');
}

function jwtOf(bankUserId) {
  const part = (content) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 86_400;
  const text = `${part({ alg: 'HS256' })}.${part({ bank_user_id: bankUserId, sub: bankUserId, exp })}`;
  return `Bearer ${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}
