import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { AdaptiveLimit } from '../../src/admission/adaptive-limit.js';
import { HeldBytes } from '../../src/admission/held-bytes.js';
import { LoopTurns } from '../../src/admission/loop-turns.js';
import { LoadLimiter } from '../../src/admission/load-limiter.js';
import { RateLimit } from '../../src/admission/rate-limit.js';
import { Drain } from '../../src/http/drain.js';
import { createHttpServer, type HttpServerOptions } from '../../src/http/http-server.js';
import { HTTP_TIMES } from '../../src/http/http-times.js';
import { Subscriptions, type Subscription } from '../../src/operation/subscription.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
const PRINCIPAL = { kind: 'service', subject: 'a reader', scopes: ['read'] };

let server: FastifyInstance;
let subscriptions: Subscriptions;
let given = 0;
let givenUp = 0;

/** Events of a megabyte each, as fast as somebody takes them. */
async function* largeEvents({ signal }: Subscription) {
  while (!signal.aborted) {
    given += 1;
    yield await Promise.resolve({ data: { text: 'x'.repeat(MIB) } });
  }
}

/** @param answer milliseconds without progress after which a connection is closed */
async function start(answer: number): Promise<void> {
  [given, givenUp] = [0, 0];
  const turns = new LoopTurns();
  const limiter = new LoadLimiter(new AdaptiveLimit({ max: 100, lateMs: 0 }), turns);
  const rateLimit = new RateLimit({ bankUser: 0, service: 0, anonymous: 0 });
  subscriptions = new Subscriptions({ live: {} as never, limiter, rateLimit, max: 100, maxPerBankUser: 100 });
  const apollo = {
    assertStarted: () => undefined,
    executeOperation: (
      _: unknown,
      { contextValue: { subscription } }: { contextValue: { subscription: Subscription } },
    ) => {
      subscription.begin(largeEvents(subscription));
      return Promise.resolve({ body: { kind: 'single', singleResult: {} } });
    },
  };
  server = await createHttpServer({
    ...{
      corsOrigins: [],
      trustedProxies: [],
      trustedDocuments: undefined,
      drain: new Drain(0),
      limiter,
      rateLimit,
      turns,
    },
    ...{
      apollo,
      subscriptions,
      createContext: (_: unknown, head: object, subscription: unknown) => ({ ...head, subscription }),
    },
    verifier: { guess: () => PRINCIPAL, identify: () => Promise.resolve({ principal: PRINCIPAL, endsAt: undefined }) },
    bodies: new HeldBytes(MIB, MIB),
    unread: { max: 50 * MIB, maxPerCaller: 3.5 * MIB },
    onUnreadAnswer: () => givenUp++,
    onInternalError: () => undefined,
    onRequest: () => undefined,
    times: { ...HTTP_TIMES, answer },
  } as unknown as HttpServerOptions);
  await server.listen({ host: '127.0.0.1', port: 0 });
}

afterEach(() => server.close());

/** Subscribes and reads nothing of what comes. */
async function subscribeWithoutReading() {
  const { port } = server.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause();
  const body = JSON.stringify({ query: 'subscription { a }' });
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: here\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

it('who reads nothing gets no further event, and loses the connection after a while', async () => {
  await start(1_000);
  const socket = await subscribeWithoutReading();
  await until('a stream has begun', () => given > 0);
  await until('it is given up', () => givenUp === 1);
  // What the operating system takes, and one more.
  expect(given).toBeLessThan(20);
  await until('the subscription has ended', () => subscriptions.size === 0);
  socket.destroy();
});

it('events that one caller does not read are bounded: the oldest connection is closed', async () => {
  await start(600_000);
  const sockets = [];
  for (let count = 0; count < 5; count++) {
    sockets.push(await subscribeWithoutReading());
  }
  await until('there is room for the rest', () => givenUp >= 2 && subscriptions.size <= 3);
  expect(subscriptions.size).toBeGreaterThan(0);
  for (const socket of sockets) socket.destroy();
  await until('nothing is left', () => subscriptions.size === 0);
});
