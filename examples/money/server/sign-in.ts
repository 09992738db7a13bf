import { execFile } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Connect, Plugin } from 'vite';

/**
 * Stands in for your identity provider: lets a visitor choose one of the test bank's people, remembers the choice in a cookie that no
 * script can read, and hands out access tokens for it. The tokens come from the gateway's `token` command, which makes them for
 * development only.
 *
 * | request                 |                                                              |
 * | ----------------------- | ------------------------------------------------------------ |
 * | `GET /session`          | `{ token }` of who has signed in; null where nobody has      |
 * | `GET /session/people`   | `[{ id, name }]`: who may be chosen                          |
 * | `PUT /session/{id}`     | signs in                                                     |
 * | `DELETE /session`       | signs out                                                    |
 */
export function signIn(gateway: string): Plugin {
  const handle: Connect.NextHandleFunction = (request, response, next) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path !== '/session' && !path.startsWith('/session/')) return next();
    answer(gateway, request, path.slice('/session'.length)).then(
      ({ status, body, cookie }) => send(response, status, body, cookie),
      (error: unknown) => {
        console.error('sign-in:', error instanceof Error ? error.message : error);
        send(response, 502);
      },
    );
  };
  return {
    name: 'sign-in',
    configureServer: ({ middlewares }) => void middlewares.use(handle),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(handle),
  };
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly cookie?: string;
}

const ATTRIBUTES = 'Path=/session; HttpOnly; SameSite=Strict';

async function answer(gateway: string, { method, headers }: IncomingMessage, path: string): Promise<Answer> {
  if (method === 'GET' && path === '/people') return { status: 200, body: await people(gateway) };
  if (method === 'PUT' && ID.test(path)) return { status: 204, cookie: `person=${path.slice(1)}; ${ATTRIBUTES}` };
  if (method === 'DELETE' && path === '') return { status: 204, cookie: `person=; Max-Age=0; ${ATTRIBUTES}` };
  if (method !== 'GET' || path !== '') return { status: 404 };
  const person = /(?:^|; )person=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
  return { status: 200, body: { token: person === undefined ? null : await token('--bank-user', person) } };
}

const ID = /^\/[\w-]{1,200}$/;

function send(response: ServerResponse, status: number, body?: unknown, cookie?: string): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-type': 'application/json',
    ...(cookie !== undefined && { 'set-cookie': cookie }),
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function people(gateway: string): Promise<unknown> {
  const response = await fetch(new URL('/graphql', gateway), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token('--service')}` },
    body: JSON.stringify({ query: 'query People { bankUsers(first: 100) { nodes { id name } } }' }),
  });
  const { data } = (await response.json()) as { data: { bankUsers: { nodes: unknown } } };
  return data.bankUsers.nodes;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Signed with the secret of the gateway that runs in the same folder. */
async function token(...args: readonly string[]): Promise<string> {
  // Vite's own NODE_ENV is about how the page is built.
  const options = { cwd: ROOT, env: { ...process.env, NODE_ENV: 'development' } };
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/main.js', 'token', ...args], options);
  return stdout.trim();
}
