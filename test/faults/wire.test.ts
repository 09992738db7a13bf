import type { ServerResponse } from 'node:http';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { json, ScriptedServer, type Script } from '../support/scripted-server.js';

const MAX_BYTES = 1_000;
const LIMITS = {
  read: { attempts: 1, totalMs: 10_000, attemptMs: 10_000, pauseMs: 1, longestPauseMs: 1 },
  writeMs: 10_000,
  maxBytes: MAX_BYTES,
};
/** One call with the API key. */
const SEARCH = '{ banks(search: "any") { name } }';
const BANK = { bank_code: '10000000', name: 'Bärenbank €', country_id: 'DE' };
const FOUND = { banks: [{ name: BANK.name }] };
const banks = json({ data: [BANK] });

describe('a call to XS2A.api', () => {
  let server: ScriptedServer;
  let gateway: GatewayUnderTest;
  let caller: Caller;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    await openGateway(server.url);
  });

  afterEach(async () => {
    await gateway.close();
    await server.stop();
  });

  const openGateway = async (url: string) => {
    gateway = await GatewayUnderTest.start({ url, apiKey: 'the-api-key' }, {}, LIMITS);
    caller = await gateway.as({ id: 'anna' });
  };
  const find = () => caller.ask(SEARCH);
  const failure = (script: Script) => {
    server.script = script;
    return caller.refusal(SEARCH);
  };

  it('is authorised, has no body where nothing is written, and asks for an answer that is not packed', async () => {
    server.script = banks;
    expect(await find()).toMatchObject({ data: FOUND, errors: [] });
    const authorization = `Basic ${Buffer.from('api:the-api-key').toString('base64')}`;
    expect(server.requests).toMatchObject([
      { method: 'GET', body: '', headers: { authorization, 'accept-encoding': 'identity' } },
    ]);
    expect(server.requests[0]?.url).toMatch(/^\/v1\/bankcodes\/autocomplete\?(.*&)?q=any(&|$)/);
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
  });

  it('writes JSON in UTF-8', async () => {
    server.script = json({ id: 'bert' });
    const create = 'mutation { createBankUser(input: { name: "Bärbel", email: "b@example.com" }) { __typename } }';
    await (await gateway.service()).ask(create);
    expect(server.requests[0]).toMatchObject({ method: 'PUT', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ name: 'Bärbel' });
  });

  it.each(['/', '/of/a/proxy', '/of/a/proxy/'])('keeps to the path of the base URL: %s', async (path) => {
    await gateway.close();
    await openGateway(server.url + path);
    server.script = banks;
    expect((await find()).data).toEqual(FOUND);
    expect(server.requests[0]?.url).toMatch(new RegExp(`^${path.replace(/\/$/, '')}/v1/bankcodes/autocomplete\\?`));
  });

  it('reads text that arrives byte by byte', async () => {
    server.script = (response) => void byteByByte(response, JSON.stringify({ data: [BANK] }));
    expect((await find()).data).toEqual(FOUND);
  });

  it('leaves its connection for the next one, also after a refusal', async () => {
    expect(await failure(json({ message: 'no' }, 422))).toBe('UPSTREAM_REJECTED');
    server.script = banks;
    expect((await find()).data).toEqual(FOUND);
    expect(server.connections).toBe(1);
  });

  describe('of which the answer may have so many bytes', () => {
    const answerOf = (bytes: number) => {
      const text = JSON.stringify({ data: [BANK] });
      return Buffer.from(text + ' '.repeat(bytes - Buffer.byteLength(text)));
    };
    const stated =
      (bytes: number): Script =>
      (response) => {
        response.writeHead(200, { 'content-length': bytes }).end(answerOf(bytes));
      };
    const inChunks =
      (bytes: number): Script =>
      (response) => {
        response.on('error', () => undefined).writeHead(200);
        response.write(answerOf(bytes).subarray(0, 500));
        response.end(answerOf(bytes).subarray(500));
      };

    it.each([
      ['with its length', stated],
      ['in chunks', inChunks],
    ])('%s', async (_, script) => {
      server.script = script(MAX_BYTES);
      expect((await find()).data).toEqual(FOUND);
      expect(await failure(script(MAX_BYTES + 1))).toBe('UPSTREAM_UNAVAILABLE');
    });

    it('and more is not waited for: the connection ends', async () => {
      let hasClosed = false;
      const endless: Script = (response) => {
        response.on('error', () => undefined).on('close', () => (hasClosed = true));
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, ' ')));
        };
        response.writeHead(200).on('drain', more);
        more();
      };
      expect(await failure(endless)).toBe('UPSTREAM_UNAVAILABLE');
      server.script = banks;
      expect((await find()).data).toEqual(FOUND);
      expect({ hasClosed, connections: server.connections }).toEqual({ hasClosed: true, connections: 2 });
    });
  });

  it.each([301, 302, 303, 307, 308])('never goes where a redirect says: %i', async (status) => {
    const elsewhere = await ScriptedServer.start();
    const location = `${elsewhere.url}/v1/bankcodes`;
    expect(await failure((response) => response.writeHead(status, { location }).end())).toBe('UPSTREAM_UNAVAILABLE');
    expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
    await elsewhere.stop();
  });

  it('fails where there is no such host', async () => {
    await gateway.close();
    await openGateway('https://nowhere.invalid');
    expect(await caller.refusal(SEARCH)).toBe('UPSTREAM_UNAVAILABLE');
  });
});

async function byteByByte(response: ServerResponse, text: string): Promise<void> {
  for (const byte of Buffer.from(text)) await new Promise((sent) => response.write(Buffer.from([byte]), sent));
  response.end();
}
