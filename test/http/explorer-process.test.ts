import { GatewayProcess } from '../support/gateway-process.js';

const REAL = { XS2A_API_KEY: 'key', XS2A_BASE_URL: 'https://xs2a.invalid', AUTH_JWT_SECRET: 'x'.repeat(40) };

async function openRoot(env: Readonly<Record<string, string>>) {
  const gateway = await GatewayProcess.start(env);
  try {
    const [page, script] = await Promise.all([fetch(gateway.url), fetch(`${gateway.url}/explorer/settings.js`)]);
    return {
      status: page.status,
      scriptStatus: script.status,
      type: page.headers.get('content-type'),
      body: await page.text(),
    };
  } finally {
    await gateway.stop();
  }
}

describe('the built gateway at /', () => {
  it('has the explorer with tokens over the embedded test bank', async () => {
    const { status, scriptStatus, type, body } = await openRoot({});
    expect({ status, scriptStatus, type }).toEqual({
      status: 200,
      scriptStatus: 200,
      type: 'text/html; charset=utf-8',
    });
    expect(body).toMatch(/"authorization":"Bearer ey/);
  });

  it('has the explorer without a token in front of a real XS2A.api', async () => {
    const { status, body } = await openRoot({ ...REAL, NODE_ENV: 'development' });
    expect(status).toBe(200);
    expect(body).toContain('"tokens":null');
    expect(body).not.toContain('Bearer ey');
  });

  it('is ready, and has nothing else, in production', async () => {
    const { status, scriptStatus, type, body } = await openRoot(REAL);
    expect({ status, scriptStatus }).toEqual({ status: 200, scriptStatus: 404 });
    expect(type).toMatch(/^application\/json/);
    expect(JSON.parse(body)).toEqual({ status: 'ready' });
  });

  it('has the explorer in production where it was asked for', async () => {
    expect((await openRoot({ ...REAL, INTROSPECTION: 'on' })).type).toMatch(/^application\/json/);
    const { status, body } = await openRoot({ ...REAL, INTROSPECTION: 'on', EXPLORER: 'on' });
    expect(status).toBe(200);
    expect(body).toContain('"tokens":null');
  });
});
