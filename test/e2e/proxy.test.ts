import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { isProxied, readConfig } from '../../src/config/config.js';
import { proxiedBy } from '../../src/proxied.js';
import { Issuer, signingKey } from '../auth/issuer.js';
import { certificateFor, noOpenssl, type Certificate } from '../support/certificate.js';
import { post } from '../support/demo-gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { secondsFromNow } from '../support/jwt.js';
import { BankUnderTest } from '../support/test-bank.js';
import { TraceCollector } from '../support/trace-collector.js';
import { TunnelProxy } from '../support/tunnel-proxy.js';
import { describeUnless } from '../support/unless.js';

const HOSTS = ['xs2a.test', 'login.test', 'collector.test'];
const PASSWORD = 'the-password-of-the-proxy';

const portOf = (url: string) => Number(new URL(url).port);

describeUnless(noOpenssl)('HTTPS through a proxy', () => {
  let certificate: Certificate;

  beforeAll(() => {
    certificate = certificateFor('DNS:localhost', ...HOSTS.map((host) => `DNS:${host}`));
  });
  afterAll(() => {
    certificate.remove();
  });

  it('is how XS2A, the identity provider and the collector are reached', async () => {
    const bank = await BankUnderTest.start();
    const collector = await TraceCollector.start();
    const key = await signingKey('one');
    const issuer = await Issuer.start(key);
    const ports = [bank.url, issuer.url, collector.url].map(portOf);
    const hosts = Object.fromEntries(HOSTS.map((host, index) => [host, ports[index] ?? 0]));
    const proxy = await TunnelProxy.start({ hosts, tls: certificate });
    const program = await GatewayProcess.start({
      HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: certificate.path,
      XS2A_BASE_URL: 'https://xs2a.test',
      XS2A_API_KEY: bank.apiKey,
      AUTH_JWKS_URL: 'https://login.test/keys',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.test',
    });
    const token = await key.sign({ sub: 'a service', scope: 'xs2a:service', exp: secondsFromNow(600) });
    const answer = await post(program.url, { query: 'query People { bankUsers { totalCount } }' }, token);
    expect(answer).toMatchObject({ status: 200, data: { bankUsers: { totalCount: 0 } } });
    await program.stop();
    expect(collector.spans.map(({ name }) => name)).toContain('query People');
    expect(new Set(proxy.targets)).toEqual(new Set(HOSTS.map((host) => `${host}:443`)));
    expect([...proxy.credentials]).toEqual([`Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}`]);
    expect(program.output).not.toContain(PASSWORD);
    await Promise.all([proxy.close(), issuer.stop(), collector.close(), bank.close()]);
  });

  it.each([
    ['localhost is reached without it', {}, false],
    ['a name in NO_PROXY is', { NO_PROXY: 'other.test, xs2a.test' }, false],
    ['one below it is', { no_proxy: '.test' }, false],
    ['one with its port is', { NO_PROXY: 'xs2a.test:443' }, false],
    ['with another port it is not', { NO_PROXY: 'xs2a.test:8443' }, true],
    ['another one is not', { NO_PROXY: 'a.xs2a.test,s2a.test' }, true],
  ])('%s', async (what, env, throughProxy) => {
    const proxy = await TunnelProxy.start({ behaviour: 'refusing' });
    const server = createServer({ cert: certificate.certificate, key: certificate.key }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const config = readConfig({ https_proxy: `127.0.0.1:${proxy.port}`, ...env }).proxy;
    const dispatcher =
      config &&
      proxiedBy(config)({
        connect: {
          lookup: (_, __, found) => {
            found(null, [{ address: '127.0.0.1', family: 4 }]);
          },
        },
      });
    const url = what.startsWith('localhost') ? `https://localhost:${port}` : 'https://xs2a.test';
    await expect(request(url, dispatcher && { dispatcher })).rejects.toThrow();
    expect(config !== undefined && isProxied(config, new URL(url))).toBe(throughProxy);
    expect(proxy.targets).toEqual(throughProxy ? ['xs2a.test:443'] : []);
    await dispatcher?.destroy();
    await proxy.close();
    await new Promise((closed) => server.close(closed));
  });
});

describe('a proxy that does not reach XS2A', () => {
  const WRITE = 'mutation { createBankUser(input: { name: "A", email: "a@example.com" }) { __typename } }';

  it.each(['refusing', 'gone'])('and is %s has sent nothing', async (behaviour) => {
    const proxy = await TunnelProxy.start({ behaviour: 'refusing' });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    if (behaviour === 'gone') await proxy.close();
    const gateway = await GatewayUnderTest.start({ url: 'https://xs2a.test', apiKey: 'key' }, env);
    expect(await (await gateway.service()).refusal(WRITE)).toBe('UPSTREAM_UNAVAILABLE');
    await gateway.close();
    if (behaviour !== 'gone') await proxy.close();
  });

  it('and does not say so is not waited for', async () => {
    const proxy = await TunnelProxy.start({ behaviour: 'silent' });
    const dispatcher = proxiedBy({ url: `http://127.0.0.1:${proxy.port}`, except: '' }, 200)({});
    await expect(request('https://xs2a.test', { dispatcher })).rejects.toMatchObject({ code: 'ERR_PROXY_TUNNEL' });
    await dispatcher.destroy();
    await proxy.close();
  });
});
