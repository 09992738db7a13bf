import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { certificateFor, noOpenssl, type Certificate } from '../support/certificate.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { lastingPort } from '../support/lasting-port.js';
import { describeUnless, itUnless, notInstalled } from '../support/unless.js';
import { until } from '../support/until.js';

/** Where Debian has servers, which is not in the path of everybody. */
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` };

const SUBSCRIPTION = 'subscription { bankConnectionChanged { kind connection { bankName } } }';
const NAME = '{"query":"{ viewer { name } }"}';

interface Ports {
  readonly port: number;
  readonly gateway: string;
}

/** Starts a program with its recipe. @returns undefined where the port is taken */
type Start = (folder: string, ports: Ports, certificate: Certificate) => Promise<Running | undefined>;

interface Running {
  readonly child: ChildProcess;
  /** Everything that it wrote so far. */
  readonly said: () => string;
}

/** Changes what the recipe says of this machine, all of which it has to say. */
async function recipe(name: string, changes: Readonly<Record<string, string>>): Promise<string> {
  let text = await readFile(resolve('examples/proxies', name), 'utf8');
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`${name} does not say ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

const startNginx: Start = async (folder, { port, gateway }, { path, keyPath }) => {
  const server = await recipe('nginx.conf', {
    'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
    '127.0.0.1:4000': gateway,
    '/etc/ssl/gateway/certificate.pem': path,
    '/etc/ssl/gateway/key.pem': keyPath,
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (of) => `${of}_temp_path ${folder}/${of};`,
  );
  // The process that is started is the only one, and ends with the test.
  const main = 'daemon off; master_process off; error_log stderr notice;';
  const config = `${main} pid ${folder}/pid; events {} http { access_log off; ${temporary.join(' ')}\n${server}\n}`;
  await writeFile(join(folder, 'nginx.conf'), config);
  return started(spawn('nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], { env }), port);
};

const startHaproxy: Start = async (folder, { port, gateway }, { certificate, key }) => {
  const both = join(folder, 'both.pem');
  await writeFile(both, certificate + key);
  const config = await recipe('haproxy.cfg', {
    'bind :443': `bind 127.0.0.1:${port}`,
    '127.0.0.1:4000 check': `${gateway} check inter 100ms`,
    '/etc/ssl/gateway/certificate-and-key.pem': both,
  });
  await writeFile(join(folder, 'haproxy.cfg'), config);
  return started(spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { env }), port);
};

/** Resolves when it listens. */
async function started(child: ChildProcess, port: number): Promise<Running | undefined> {
  let said = '';
  const listen = (chunk: Buffer) => (said += chunk.toString());
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  await until('it listens, or has ended', async () => child.exitCode !== null || (await accepts(port)));
  if (child.exitCode === null) return { child, said: () => said };
  if (/in use|cannot bind/i.test(said)) return undefined;
  throw new Error(`It does not start: ${said}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', settle(true)).once('error', settle(false));
  });
}

const PROXIES: readonly (readonly [string, string, Start])[] = [
  ['nginx', '-v', startNginx],
  ['haproxy', '-v', startHaproxy],
];

for (const [program, version, start] of PROXIES) {
  describeUnless(noOpenssl ?? notInstalled(program, [version], env))(`behind ${program}`, () => {
    testsBehind(program, start);
  });
}

function testsBehind(program: string, start: Start): void {
  let folder: string;
  let certificate: Certificate;
  let gateway: GatewayProcess;
  let proxy: Running;
  let port: number;
  let token: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proxy-'));
    certificate = certificateFor('DNS:localhost', 'IP:127.0.0.1');
    const settings = { TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT_ANONYMOUS: '5', LOG_LEVEL: 'debug', EXPLORER: 'off' };
    gateway = await GatewayProcess.start({ ...settings, OVERLOAD_WAIT_MS: '0', SHUTDOWN_GRACE_SECONDS: '2' });
    token = await gateway.says(/Token of [^:]+:\s+(\S+)/);
    port = await lastingPort(async (free) => {
      const running = await start(folder, { port: free, gateway: new URL(gateway.url).host }, certificate);
      if (running !== undefined) proxy = running;
      return running !== undefined;
    });
  });

  afterAll(async () => {
    const { child } = proxy;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    await gateway.kill();
    certificate.remove();
    await rm(folder, { recursive: true });
  });

  function session(): ClientHttp2Session {
    return connectHttp2(`https://localhost:${port}`, { ca: certificate.certificate });
  }

  const json = () => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` });

  it('answers over HTTP/2', async () => {
    const client = session();
    const stream = client.request({ ':method': 'POST', ':path': '/graphql', ...json() });
    stream.end(NAME);
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    expect(client.alpnProtocol).toBe('h2');
    expect(JSON.parse(text)).toMatchObject({ data: { viewer: { name: 'Klara Vielkonto' } } });
    client.close();
  });

  it('has live updates as server-sent events', async () => {
    const client = session();
    const stream = client.request({ ':method': 'POST', ':path': '/graphql', ...json(), accept: 'text/event-stream' });
    stream.end(JSON.stringify({ query: SUBSCRIPTION }));
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    // The stream does not end by itself.
    await until('an event arrives', () => text.includes('"kind":"PRESENT"'));
    stream.close();
    client.close();
  });

  it('has live updates over WebSocket', async () => {
    class Trusting extends WebSocket {
      constructor(url: string, protocols: string | string[]) {
        super(url, protocols, { ca: certificate.certificate });
      }
    }
    const client = createClient({
      url: `wss://localhost:${port}/graphql`,
      webSocketImpl: Trusting,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    for await (const event of client.iterate({ query: SUBSCRIPTION })) {
      expect(event).toMatchObject({ data: { bankConnectionChanged: { kind: 'PRESENT' } } });
      break;
    }
    await client.dispose();
  });

  /** @param localAddress from which the client comes */
  async function statusOf(path: string, { localAddress = '127.0.0.1', body = '', token = '' } = {}): Promise<number> {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const method = body === '' ? 'GET' : 'POST';
    const to = { host: '127.0.0.1', port, path, method, headers, localAddress, ca: certificate.certificate };
    const outgoing = requestHttps({ ...to, agent: false });
    // The proxy may answer before it has read everything.
    outgoing.on('error', () => undefined);
    outgoing.end(body);
    const [response] = (await once(outgoing, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
    response.resume();
    return response.statusCode;
  }

  // Elsewhere than on Linux, a machine has one address of its own.
  const itOnLinux = itUnless(process.platform === 'linux' ? undefined : 'this is not Linux');

  itOnLinux('knows clients by their own addresses', async () => {
    const body = '{"query":"{ __typename }"}';
    const from = async (localAddress: string) => {
      const statuses = [];
      for (let count = 0; count < 6; count += 1) statuses.push(await statusOf('/graphql', { localAddress, body }));
      return statuses.slice(-2);
    };
    expect(await from('127.0.0.2')).toEqual([200, 429]);
    expect(await from('127.0.0.3')).toEqual([200, 429]);
  });

  it('shows nothing of what is inside', async () => {
    const paths = ['/metrics', '/health/ready', '/', '/graphql/../metrics', '/webhooks/xs2a/../../metrics'];
    expect(await Promise.all(paths.map((path) => statusOf(path)))).toEqual(paths.map(() => 404));
  });

  it('takes the largest request of the gateway', async () => {
    const body = (bytes: number) => JSON.stringify({ query: '{ __typename }', variables: { a: 'x'.repeat(bytes) } });
    expect(await statusOf('/graphql', { token, body: body(1024 * 1024 - 100) })).toBe(200);
    // In HTTP/1.1, HAProxy may end the connection before a client that is still sending has read the refusal.
    const client = session();
    const stream = client.request({ ':method': 'POST', ':path': '/graphql', ...json() });
    stream.on('error', () => undefined).end(body(1024 * 1024 + 100));
    const [headers] = (await once(stream, 'response')) as [Readonly<Record<string, unknown>>];
    expect(headers[':status']).toBe(413);
    client.destroy();
  });

  // The last one, since it ends the gateway.
  if (program === 'haproxy')
    it('takes an instance out that drains', async () => {
      await gateway.says(/"method":"OPTIONS","route":"\/","status":(200)/);
      gateway.terminate();
      await until('it is taken out', () => proxy.said().includes('Server gateway/one is DOWN'));
      expect(await statusOf('/graphql', { token, body: NAME })).toBe(503);
    });
}

it.each(['nginx.conf', 'haproxy.cfg'])('the documentation shows %s', async (name) => {
  expect(await readFile('docs/deployment.md', 'utf8')).toContain(
    `\n${await readFile(`examples/proxies/${name}`, 'utf8')}\`\`\``,
  );
});
