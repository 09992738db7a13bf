import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { Agent } from 'undici';
import { Transport, type HttpRequest } from '../../../src/datasources/transport/transport.js';
import { json, ScriptedServer, type Script } from '../../support/scripted-server.js';

/** Long enough for what comes, short enough to wait for what does not. */
const PATIENCE_MS = 5_000;
const IMPATIENCE_MS = 60;
const MAX_BYTES = 1_000;

describe('one HTTP exchange', () => {
  let server: ScriptedServer;
  let dispatcher: Agent;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    dispatcher = new Agent({ connections: 1 });
  });

  afterEach(async () => {
    await dispatcher.destroy();
    await server.stop();
  });

  const exchange = (request: Partial<HttpRequest> = {}, baseUrl = server.url) =>
    new Transport(baseUrl, dispatcher).begin({
      method: 'GET',
      path: '/v1/things',
      authorization: 'Basic c2VjcmV0',
      body: undefined,
      timeoutMs: PATIENCE_MS,
      maxBytes: MAX_BYTES,
      ...request,
    }).answer;

  const failure = async (script: Script, request: Partial<HttpRequest> = {}): Promise<unknown> => {
    server.script = script;
    return exchange(request).then(
      () => 'no failure',
      (error: unknown) => error,
    );
  };

  it('sends what is asked for, and no body where there is none', async () => {
    server.script = json({ a: 1 });
    const answer = await exchange({ method: 'POST', path: '/v1/things?a=%20b' });
    expect(answer).toMatchObject({ status: 200, body: { a: 1 } });
    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/v1/things?a=%20b', body: '', headers: { authorization: 'Basic c2VjcmV0' } },
    ]);
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
  });

  it.each(['', '/', '/of/a/proxy', '/of/a/proxy/'])('keeps to the path of the base URL: %j', async (path) => {
    await exchange({ path: '/v1/things?a=b' }, server.url + path);
    expect(server.requests).toMatchObject([{ url: `${path.replace(/\/$/, '')}/v1/things?a=b` }]);
  });

  it('sends a body as JSON', async () => {
    await exchange({ method: 'PUT', body: { name: 'Bärbel', left: undefined } });
    expect(server.requests).toMatchObject([
      { method: 'PUT', body: '{"name":"Bärbel"}', headers: { 'content-type': 'application/json' } },
    ]);
  });

  it('asks for an answer as it is, since a compressed one could be of any size', async () => {
    await exchange();
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('reads text in UTF-8 that arrives in pieces', async () => {
    const bytes = Buffer.from('{"name":"Bärbel €"}');
    server.script = (response) => {
      void inPieces(
        response,
        [...bytes].map((byte) => Buffer.from([byte])),
      );
    };
    expect((await exchange()).body).toEqual({ name: 'Bärbel €' });
  });

  it.each([
    ['of a success without content', 204, ''],
    ['of an empty success', 200, ''],
    ['of a refusal, whatever it says', 422, '{"message":"secret"}'],
    ['of an error page', 502, '<h1>secret</h1>'],
  ])('has no body: %s', async (_, status, body) => {
    server.script = (response) => response.writeHead(status).end(body);
    expect(await exchange()).toMatchObject({ status, body: undefined });
  });

  it('leaves the connection for the next one, also after a refusal', async () => {
    server.script = json({ message: 'no' }, 422);
    await exchange();
    server.script = json({});
    await exchange();
    expect(server.connections).toBe(1);
  });

  describe('takes no longer than it may', () => {
    it('when nothing comes', async () => {
      const hang = () => undefined;
      expect(await failure(hang, { timeoutMs: IMPATIENCE_MS })).toMatchObject({ kind: 'TIMEOUT', maybeReceived: true });
    });

    it('when the body stops half-way', async () => {
      const half = (response: ServerResponse) => void response.writeHead(200).write('{"data":[');
      expect(await failure(half, { timeoutMs: IMPATIENCE_MS })).toMatchObject({ kind: 'TIMEOUT' });
    });

    it('when the body drips', async () => {
      const drip: Script = (response) => {
        const drops = setInterval(() => response.write(' '), 5);
        response.on('close', () => {
          clearInterval(drops);
        });
      };
      expect(await failure(drip, { timeoutMs: IMPATIENCE_MS })).toMatchObject({ kind: 'TIMEOUT' });
    });

    it('when a refusal drips: its status is known', async () => {
      const drip: Script = (response) => {
        response.writeHead(422);
        const drops = setInterval(() => response.write(' '), 5);
        response.on('close', () => {
          clearInterval(drops);
        });
      };
      server.script = drip;
      expect(await exchange({ timeoutMs: 10 * IMPATIENCE_MS })).toMatchObject({ status: 422 });
    });
  });

  describe('takes no more than it may', () => {
    it.each([
      ['when the length says so', { 'content-length': String(MAX_BYTES + 1) }],
      ['when there is no length', {}],
    ])('%s', async (_, headers) => {
      const large: Script = (response) => {
        response.on('error', () => undefined).writeHead(200, headers);
        response.end(Buffer.alloc(MAX_BYTES + 1, '1'));
      };
      expect(await failure(large)).toMatchObject({ kind: 'TOO_LARGE' });
    });

    it('but just as much', async () => {
      server.script = json('x'.repeat(MAX_BYTES - 2));
      expect((await exchange()).body).toHaveLength(MAX_BYTES - 2);
    });

    it('and ends a connection on which more would come', async () => {
      const endless: Script = (response) => {
        response.on('error', () => undefined).writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, '1')));
        };
        response.on('drain', more);
        more();
      };
      expect(await failure(endless)).toMatchObject({ kind: 'TOO_LARGE' });
      server.script = json({});
      await exchange();
      expect(server.connections).toBe(2);
    });
  });

  describe('is garbled', () => {
    it.each<[string, Script]>([
      ['when the answer is HTML', (response) => response.writeHead(200).end('<!doctype html><p>secret</p>')],
      ['when the JSON is cut', (response) => response.writeHead(200).end('{"data":[{"iban":"DE02')],
      [
        'when it is compressed, which nobody asked for',
        (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"secret":1}')),
      ],
    ])('%s', async (_, script) => {
      const error = await failure(script);
      expect(error).toMatchObject({ kind: 'GARBLED', maybeReceived: true });
      expect(String((error as Error).stack)).not.toMatch(/secret|DE02|c2VjcmV0|things/);
    });
  });

  describe('breaks', () => {
    it.each<[string, Script]>([
      ['when the connection is reset', (response) => response.socket?.resetAndDestroy()],
      ['when it is closed without an answer', (response) => response.socket?.destroy()],
      [
        'when it is closed within the body',
        (response) => {
          response.writeHead(200, { 'content-length': '100' }).write('{"data":');
          setImmediate(() => response.socket?.destroy());
        },
      ],
      ['when the answer is no HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH\r\n')],
    ])('%s', async (_, script) => {
      const error = await failure(script);
      expect(error).toMatchObject({ kind: 'UNREACHABLE', maybeReceived: true });
      expect(String((error as Error).stack)).not.toMatch(/c2VjcmV0|things|SSH/);
    });

    it('when nobody listens: then nothing was received', async () => {
      const { url } = server;
      await server.stop();
      await expect(exchange({}, url)).rejects.toMatchObject({ kind: 'UNREACHABLE', maybeReceived: false });
      server = await ScriptedServer.start();
    });

    it('when there is no such host', async () => {
      const lost = exchange({}, 'http://nowhere.invalid');
      await expect(lost).rejects.toMatchObject({ kind: 'UNREACHABLE', maybeReceived: false });
    });
  });

  it.each([301, 302, 303, 307, 308])('never goes where a redirect says: %i', async (status) => {
    const elsewhere = await ScriptedServer.start();
    server.script = (response) => response.writeHead(status, { location: `${elsewhere.url}/v1/things` }).end();
    expect(await exchange()).toMatchObject({ status });
    expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
    await elsewhere.stop();
  });
});

async function inPieces(response: ServerResponse, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) {
    await new Promise((sent) => response.write(piece, sent));
  }
  response.end();
}
