import { newPerson } from './other-xs2a/world.js';
import { Deployment, JWT_SECRET } from './harness/deployment.js';
import { GatewayProcess } from './harness/gateway-process.js';
import { addConnection } from './people/records.js';

describe('the process', () => {
  it('answers what is under way when it is told to end, and ends well', async () => {
    const person = newPerson('Drain', { name: 'Doris Drain', email: 'doris@drain.example' });
    addConnection(person, 1);
    const deployment = await Deployment.start([person]);
    const hold = deployment.xs2a.hold(/^\/v1\/api\/connections/);
    const answer = deployment.as(person).data('{ viewer { connections { xs2aId } } }');
    await hold.arrived;
    deployment.gateway.terminate();
    hold.release();
    expect(await answer).toEqual({ viewer: { connections: [{ xs2aId: person.connections[0]?.id }] } });
    await deployment.stop();
  });

  it('says that it lives and that it is ready', async () => {
    const deployment = await Deployment.start([]);
    const statuses = await Promise.all(
      ['live', 'ready'].map(async (kind) => (await fetch(`${deployment.gateway.url}/health/${kind}`)).status),
    );
    expect(statuses).toEqual([200, 200]);
    await deployment.stop();
  });

  describe('refuses to start', () => {
    const sound = { XS2A_BASE_URL: 'http://127.0.0.1:1', XS2A_API_KEY: 'key-of-upstream', AUTH_JWT_SECRET: JWT_SECRET };

    it.each<[string, Record<string, string>, string[]]>([
      ['with a short secret', { ...sound, AUTH_JWT_SECRET: 'short-secret' }, ['AUTH_JWT_SECRET']],
      ['with plain http beyond loopback', { ...sound, XS2A_BASE_URL: 'http://xs2a.example' }, ['XS2A_BASE_URL']],
      ['with a port that is none', { ...sound, PORT: '99999999' }, ['PORT']],
      [
        'with several faults, naming each',
        { ...sound, AUTH_JWT_SECRET: 'short-secret', PORT: 'x', XS2A_BASE_URL: 'ftp://x' },
        ['AUTH_JWT_SECRET', 'PORT', 'XS2A_BASE_URL'],
      ],
      [
        'with a store to share and no key to encrypt',
        { ...sound, STORE_URL: 'redis://127.0.0.1:1' },
        ['ENCRYPTION_KEY'],
      ],
      ['in production without an upstream', { NODE_ENV: 'production', AUTH_JWT_SECRET: JWT_SECRET }, ['XS2A_API_KEY']],
      [
        'in production with any origin',
        { ...sound, XS2A_BASE_URL: 'https://api.xs2a.com', NODE_ENV: 'production', CORS_ORIGINS: '*' },
        ['CORS_ORIGINS'],
      ],
      [
        'in production without a way to verify tokens',
        { NODE_ENV: 'production', XS2A_API_KEY: 'key-of-upstream' },
        ['AUTH_'],
      ],
    ])('%s', async (_, env, named) => {
      const gateway = await GatewayProcess.spawn(env);
      expect(await gateway.endByItself()).toBeGreaterThan(0);
      for (const name of named) expect(gateway.output).toContain(name);
      for (const secret of ['short-secret', 'key-of-upstream', JWT_SECRET])
        expect(gateway.output).not.toContain(secret);
      expect(gateway.output).not.toMatch(/^\s+at /m);
    });
  });
});
