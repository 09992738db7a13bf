import Fastify from 'fastify';
import { addConnectPage } from '../../src/http/connect-page/connect-page.js';

const LOGIN = {
  transactionId: 'transaction',
  token: 'token',
  language: 'de',
  bankName: null,
  request: { syncMode: 'FULL', accountSelection: 'ALL', bic: null, country: null, historyDays: null, limitDays: null },
  renews: null,
} as const;

function page(known = 'known-key', privacyUrl?: string) {
  const server = Fastify();
  addConnectPage(server, (key) => Promise.resolve(key === known ? LOGIN : undefined), privacyUrl);
  return server;
}

function loginOf(body: string): unknown {
  return JSON.parse(/id="login">(.*?)<\/script>/s.exec(body)?.[1] ?? '');
}

describe('the bank login page', () => {
  it('gets what opens the login, and nothing else', async () => {
    const { statusCode, body } = await page().inject('/testbank/connect/known-key');
    expect(statusCode).toBe(200);
    expect(loginOf(body)).toEqual({ key: 'known-key', privacyUrl: '../connect-page/privacy', ...LOGIN });
    expect(body).toContain('<html lang="de">');
  });

  it('has no script and no token for a key that opens nothing, and does not repeat it', async () => {
    const { statusCode, body } = await page().inject('/testbank/connect/unknown-key');
    expect(statusCode).toBe(404);
    expect(body).not.toMatch(/<script|token|unknown-key/);
  });

  it('lets no key out of its data block', async () => {
    const key = '</script><script>alert(1)</script>';
    const { body } = await page(key).inject(`/testbank/connect/${encodeURIComponent(key)}`);
    expect(loginOf(body)).toMatchObject({ key });
    expect(body.match(/<script/g)).toHaveLength(3);
  });

  it('links the privacy text that it is told', async () => {
    const privacyUrl = 'https://app.example/privacy';
    const { body } = await page('known-key', privacyUrl).inject('/testbank/connect/known-key');
    expect(loginOf(body)).toMatchObject({ privacyUrl });
  });

  it.each(['connect/known-key', 'connect/unknown-key', 'connect-page/privacy'])(
    'may load nothing from elsewhere, and be framed by nobody: %s',
    async (path) => {
      const { headers, body } = await page().inject(`/testbank/${path}`);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/https?:|\*|unsafe/);
      for (const [, address] of body.matchAll(/(?:src|href)="([^"]*)"/g))
        expect(address).toMatch(/^\.\.\/connect-page\//);
    },
  );

  it('has all its files', async () => {
    const server = page();
    const { body } = await server.inject('/testbank/connect/known-key');
    const wanted = [...body.matchAll(/"\.\.\/connect-page\/([^"]*)"/g)].map(([, name]) => name ?? '');
    const seen = new Set<string>();
    for (const name of wanted) {
      if (seen.has(name)) continue;
      seen.add(name);
      const file = await server.inject(`/testbank/connect-page/${name}`);
      expect({ name, status: file.statusCode }).toEqual({ name, status: 200 });
      wanted.push(...[...file.body.matchAll(/from '\.\/([^']*)'/g)].map(([, imported]) => imported ?? ''));
    }
    expect(seen.size).toBeGreaterThan(8);
  });
});
