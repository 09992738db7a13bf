import { GatewayProcess } from '../support/gateway-process.js';

/** What it answers while it is told to end: see test/e2e. */
it('the process refuses to start in production without an upstream and a way to verify tokens, and names every fault', async () => {
  const faults = { CORS_ORIGINS: '*', PORT: '99999999', XS2A_BASE_URL: 'http://xs2a.example' };
  const stores = { STORE_URL: 'redis://127.0.0.1:1', ENCRYPTION_KEY: 'short-secret' };
  const gateway = GatewayProcess.spawn({ NODE_ENV: 'production', ...faults, ...stores });
  expect(await gateway.endByItself()).toBe(1);
  for (const name of ['XS2A_API_KEY', 'AUTH_JWT_SECRET', 'ENCRYPTION_KEY', ...Object.keys(faults)])
    expect(gateway.stderr).toContain(name);
  expect(gateway.stdout).toBe('');
  expect(gateway.stderr).not.toContain('short-secret');
  expect(gateway.stderr).not.toMatch(/^\s+at /m);
});
