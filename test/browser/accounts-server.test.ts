import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

describe("the example page's server", () => {
  let server: ChildProcess;
  let port: string;

  beforeAll(async () => {
    const env = { PATH: process.env.PATH, PORT: '0' };
    server = spawn(process.execPath, ['examples/accounts/serve.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(server.stdout ?? server, 'data')) as [Buffer];
    port = /:(\d+)/.exec(line.toString())?.[1] ?? '';
  });
  afterAll(() => server.kill());

  async function statusOf(path: string, method = 'GET'): Promise<number | undefined> {
    const asked = request({ host: '127.0.0.1', port, path, method, agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  }

  it.each([
    ['GET', '//'],
    ['GET', '///etc/passwd.js'],
    ['GET', 'http://elsewhere.test/'],
    ['OPTIONS', '*'],
    ['GET', '/client/../../package.json'],
    ['GET', '/../serve.js'],
    ['GET', '/%2e%2e/serve.js'],
    ['GET', '/client/none.js'],
  ])('has nothing for %s %s, and goes on', async (method, path) => {
    expect(await statusOf(path, method)).toBe(404);
    expect(await statusOf('/')).toBe(200);
    expect(await statusOf('/page.css?v=1')).toBe(200);
  });
});
