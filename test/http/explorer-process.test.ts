import { banner } from '../../src/process/banner.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';

const XS2A = { url: 'https://xs2a.invalid', apiKey: 'key' };

/** What a gateway has at its root in front of a real XS2A.api. */
async function openRoot(settings: Readonly<Record<string, string>>) {
  const gateway = await GatewayUnderTest.start(XS2A, settings);
  try {
    const page = await fetch(gateway.url);
    return { status: page.status, type: page.headers.get('content-type'), body: await page.text() };
  } finally {
    await gateway.close();
  }
}

it('has the explorer without a token in development', async () => {
  const { status, body } = await openRoot({ NODE_ENV: 'development' });
  expect(status).toBe(200);
  expect(body).toContain('"tokens":null');
  expect(body).not.toContain('Bearer ey');
});

it('has the explorer in production where it was asked for', async () => {
  const open = { NODE_ENV: 'production', INTROSPECTION: 'on' };
  expect((await openRoot(open)).type).toMatch(/^application\/json/);
  const { status, body } = await openRoot({ ...open, EXPLORER: 'on' });
  expect(status).toBe(200);
  expect(body).toContain('"tokens":null');
});

it('is named at the start where it is', () => {
  const demo = { people: [], bankUserToken: 'one', serviceToken: 'two', testBankUrl: 'http://127.0.0.1:3001' };
  const words = (explorer: boolean) => banner('http://127.0.0.1:4000', demo, { typePrefix: '', explorer });
  expect(words(true)).toContain(
    'listens at http://127.0.0.1:4000/graphql, with an explorer at http://127.0.0.1:4000, over',
  );
  expect(words(false)).toContain('listens at http://127.0.0.1:4000/graphql, over a test bank');
});

// With nothing configured: see test/e2e/program.test.ts.
it('is ready in production, where the built program has neither the explorer nor the login of the test bank', async () => {
  const gateway = await GatewayProcess.start({
    ...{ XS2A_BASE_URL: XS2A.url, XS2A_API_KEY: XS2A.apiKey, AUTH_JWT_SECRET: 'x'.repeat(40) },
  });
  try {
    const page = await fetch(gateway.url);
    expect([page.status, await page.json()]).toEqual([200, { status: 'ready' }]);
    expect(page.headers.get('content-type')).toMatch(/^application\/json/);
    expect((await fetch(`${gateway.url}/explorer/settings.js`)).status).toBe(404);
    for (const path of ['connect/key', 'connect-page/connect.js']) {
      const answer = await fetch(`${gateway.url}/testbank/${path}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch(/json/);
    }
  } finally {
    await gateway.stop();
  }
});
