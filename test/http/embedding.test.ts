import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import Fastify from 'fastify';
import { createGateway, type Gateway } from '../../src/index.js';
import { post } from '../support/demo-gateway.js';

const SETTINGS = { LOG_LEVEL: 'silent', PORT: 0, SHUTDOWN_GRACE_SECONDS: 0 } as const;
const QUERY = { query: '{ viewer { name } }' };
const KLARA = { status: 200, data: { viewer: { name: 'Klara Vielkonto' } } };

interface Embedded {
  readonly gateway: Gateway;
  readonly server: Server;
}

type Run = (...known: unknown[]) => Promise<Embedded>;
const { constructor: AsyncFunction } = (async () => Promise.resolve()) as unknown as {
  constructor: new (...source: string[]) => Run;
};

/** Runs an example of docs/embedding.md on a free port. */
function run(name: string): Promise<Embedded> {
  const page = readFileSync('docs/embedding.md', 'utf8');
  const [, code = ''] = new RegExp(`^\`\`\`js ${name}\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? [];
  const body = code.replace(/^import .*$/gm, '').replace('3000', '0');
  const known = { createServer, express, Fastify, createGateway, process: { env: SETTINGS } };
  return new AsyncFunction(...Object.keys(known), `${body}\nreturn { gateway, server };`)(...Object.values(known));
}

async function urlOf(server: Server): Promise<string> {
  if (!server.listening) await new Promise((listens) => server.once('listening', listens));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close({ gateway, server }: Embedded): Promise<void> {
  server.close();
  await gateway.close();
  server.closeAllConnections();
}

it.each(['node', 'express', 'fastify'])('%s, as in docs/embedding.md, answers', async (name) => {
  const embedded = await run(name);
  const url = await urlOf(embedded.server);
  const token = embedded.gateway.demo?.bankUserToken;
  expect(await post(url, QUERY, token)).toMatchObject(KLARA);
  const headers = { authorization: `Bearer ${token ?? ''}` };
  const got = await fetch(`${url}/graphql?query=${encodeURIComponent(QUERY.query)}`, { headers });
  expect({ status: got.status, ...((await got.json()) as object) }).toMatchObject(KLARA);
  const large = await post(url, { query: `# ${'x'.repeat(70_000)}\n{ __typename }` });
  expect(large).toMatchObject({ status: 413 });
  await close(embedded);
});

it('has a page that finds its parts, and the graph, where it is mounted at a path', async () => {
  const gateway = await createGateway(SETTINGS);
  const server = express().use('/a/bank', gateway.handle).listen(0);
  const page = await fetch(`${await urlOf(server)}/a/bank?explorer=graphiql`);
  expect(page.url).toMatch(/\/a\/bank\/\?explorer=graphiql$/);
  const [, style = ''] = /rel="stylesheet" href="([^"]+explorer\.css)"/.exec(await page.text()) ?? [];
  expect((await fetch(new URL(style, page.url))).status).toBe(200);
  expect(await post(page.url.replace(/\/\?.*/, ''), QUERY, gateway.demo?.bankUserToken)).toMatchObject(KLARA);
  await close({ gateway, server });
});

describe('behind something that has read the body', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await createGateway(SETTINGS);
  });
  afterAll(() => gateway.close());

  async function answer(pass: (...request: [...Parameters<RequestListener>, Buffer]) => void, body: object = QUERY) {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        pass(request, response, Buffer.concat(chunks));
      });
    }).listen(0, '127.0.0.1');
    const answered = await post(await urlOf(server), body, gateway.demo?.bankUserToken);
    server.close();
    server.closeAllConnections();
    return answered;
  }

  it('uses what was read, as bytes, text or values', async () => {
    const read = [(bytes: Buffer) => bytes, String, (bytes: Buffer) => JSON.parse(bytes.toString()) as unknown];
    for (const parse of read)
      expect(
        await answer((request, response, bytes) => {
          gateway.handle(request, response, parse(bytes));
        }),
      ).toMatchObject(KLARA);
    const lone = await answer(
      (request, response, bytes) => {
        gateway.handle(request, response, JSON.parse(bytes.toString()));
      },
      { query: '{ __typename }', variables: { lone: '\ud800' } },
    );
    expect(lone).toMatchObject({ status: 400 });
  });

  it('refuses an empty one at once', async () => {
    const server = express().use(express.json(), gateway.handle).listen(0);
    const headers = { 'content-type': 'application/json' };
    const answered = await fetch(`${await urlOf(server)}/graphql`, { method: 'POST', headers, body: '' });
    expect(answered.status).toBe(400);
    server.close();
    server.closeAllConnections();
  });

  it('says at once where it is gone', async () => {
    const answered = await answer((request, response) => {
      gateway.handle(request, response);
    });
    expect(answered).toMatchObject({ status: 500, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    expect(answered.errors?.[0]?.message).toContain('gateway.handle(request, response, body)');
  });
});
