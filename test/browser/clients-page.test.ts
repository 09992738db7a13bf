import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { Browser, describeInBrowser } from './browser.js';
import type { Client, ClientName } from './clients-page/page.js';

declare const clientOf: (name: ClientName, url: string, token: string) => Client;

interface Sent {
  readonly method: string;
  readonly url: string;
}

describeInBrowser('a page of another origin', () => {
  let gateway: DemoGateway;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let sent: Sent[];

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: ['test/browser/clients-page/page.ts'],
      bundle: true,
      format: 'esm',
      write: false,
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const script = outputFiles[0]?.text;
    server = createServer((request, response) => {
      const isScript = request.url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(
        isScript
          ? script
          : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    gateway = await startDemoGateway();
    browser = await Browser.start();
  });

  beforeEach(async () => {
    page = await browser.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    sent = [];
    page.on('request', (request) => sent.push({ method: request.method(), url: request.url() }));
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    server.close();
    await gateway.close();
  });

  async function call<Name extends keyof Client>(
    client: ClientName,
    method: Name,
    { token = gateway.demo.bankUserToken, argument = '' } = {},
  ): Promise<Awaited<ReturnType<Client[Name]>>> {
    const parameters = { client, method, url: `${gateway.url}/graphql`, token, argument };
    const result: unknown = await page.evaluate(
      (given) => clientOf(given.client, given.url, given.token)[given.method](given.argument),
      parameters,
    );
    return result as Awaited<ReturnType<Client[Name]>>;
  }

  const methods = () =>
    new Set(sent.filter(({ url }) => url.startsWith(`${gateway.url}/graphql`)).map(({ method }) => method));

  describe.each<[ClientName, queriesBy: string]>([
    ['own', 'POST'],
    ['apollo', 'POST'],
    ['urql', 'GET'],
    ['graphcache', 'POST'],
    ['tanstack', 'POST'],
  ])('with %s', (client, queriesBy) => {
    it(`reads by ${queriesBy}`, async () => {
      expect((await call(client, 'read')).length).toBeGreaterThan(5);
      expect(methods()).toEqual(new Set([queriesBy]));
      expect(browser.takeComplaints()).toEqual([]);
    });

    it('is told why a field is null', async () => {
      expect(await call(client, 'fail')).toBe('NOT_FOUND');
      expect(browser.takeComplaints()).toEqual([]);
    });

    it('is told why a request is refused', async () => {
      expect(await call(client, 'fail', { token: 'refused' })).toBe('UNAUTHENTICATED');
      browser.takeComplaints();
    });

    it('writes', async () => {
      const [argument = ''] = await call(client, 'read');
      expect(await call(client, 'mark', { argument })).toBe('MarkTurnoversSeenSuccess');
      expect(sent.at(-1)?.method).toBe('POST');
      expect(browser.takeComplaints()).toEqual([]);
    });
  });
});
