import { newPerson } from './other-xs2a/world.js';
import { Deployment, JWT_SECRET } from './harness/deployment.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { addConnection } from './people/records.js';

describe('the process', () => {
  it('answers what is under way when it is told to end, and ends well', async () => {
    const person = newPerson('Drain', { name: 'Doris Drain', email: 'doris@drain.example' });
    addConnection(person, 1);
    const deployment = await Deployment.start([person], { SHUTDOWN_GRACE_SECONDS: '60' });
    const live = await fetch(`${deployment.gateway.url}/health/live`);
    expect(live.status).toBe(200);
    const hold = deployment.xs2a.hold(/^\/v1\/api\/connections/);
    const answer = deployment.as(person).data('{ viewer { connections { xs2aId } } }');
    await hold.arrived;
    deployment.gateway.terminate();
    hold.release();
    expect(await answer).toEqual({ viewer: { connections: [{ xs2aId: person.connections[0]?.id }] } });
    await deployment.stop();
  });

  describe('refuses to start', () => {
    const sound = { XS2A_BASE_URL: 'http://127.0.0.1:1', XS2A_API_KEY: 'key-of-upstream', AUTH_JWT_SECRET: JWT_SECRET };

    it.each<[string, Record<string, string>, string[]]>([
      [
        'with several faults, naming each',
        {
          ...sound,
          AUTH_JWT_SECRET: 'short-secret',
          PORT: '99999999',
          XS2A_BASE_URL: 'http://xs2a.example',
          STORE_URL: 'redis://127.0.0.1:1',
        },
        ['AUTH_JWT_SECRET', 'PORT', 'XS2A_BASE_URL', 'ENCRYPTION_KEY'],
      ],
      [
        'in production without an upstream and without a way to verify tokens, but with any origin',
        { NODE_ENV: 'production', CORS_ORIGINS: '*' },
        ['XS2A_API_KEY', 'AUTH_JWT_SECRET', 'CORS_ORIGINS'],
      ],
    ])('%s', async (_, env, named) => {
      const gateway = GatewayProcess.spawn(env);
      expect(await gateway.endByItself()).toBeGreaterThan(0);
      for (const name of named) expect(gateway.output).toContain(name);
      for (const secret of ['short-secret', 'key-of-upstream', JWT_SECRET])
        expect(gateway.output).not.toContain(secret);
      expect(gateway.output).not.toMatch(/^\s+at /m);
    });
  });
});
