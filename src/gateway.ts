import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { getHeapStatistics } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { Agent } from 'undici';
import { AdaptiveLimit } from './admission/adaptive-limit.js';
import { HeldBytes } from './admission/held-bytes.js';
import { LoadLimiter } from './admission/load-limiter.js';
import { LoopTurns } from './admission/loop-turns.js';
import { RateLimit } from './admission/rate-limit.js';
import { SharedUse } from './admission/shared-use.js';
import { TokenMint } from './auth/token-mint.js';
import { createTokenVerifier } from './auth/token-verifier.js';
import type { Config } from './config/config.js';
import { contextFactory } from './operation/context-factory.js';
import { ownedGlobalId } from './domain/global-id.js';
import {
  createDatasources,
  type Datasources,
  type DatasourcesOptions,
  type DatasourcesState,
} from './datasources/datasources.js';
import { createApolloServer } from './graphql/apollo-server.js';
import { DocumentCache } from './graphql/document-cache.js';
import { buildExecutableSchema } from './resolvers/executable-schema.js';
import { FederatedTraces } from './graphql/federated-traces.js';
import { TrustedDocuments } from './graphql/trusted-documents.js';
import { typePrefixOf, type DocumentNames } from './graphql/type-prefix.js';
import { addConnectPage, type FindLogin } from './http/connect-page/connect-page.js';
import { addExplorer } from './http/explorer/explorer.js';
import { Drain } from './http/drain.js';
import { addMetrics } from './http/metrics.route.js';
import { addWebhook } from './http/webhook.js';
import { createHttpServer } from './http/http-server.js';
import { HTTP_TIMES } from './http/http-times.js';
import { createMetrics, type Metrics } from './telemetry/metrics/metrics.js';
import { combineObservers, type Observer } from './telemetry/observer.js';
import { Subscriptions } from './operation/subscription.js';
import { Idempotency } from './operation/idempotency.js';
import { tracingObserver } from './telemetry/tracing-observer.js';
import { openCountdowns, openNoticeChannel, openStore } from './store/open-store.js';
import { proxiedBy } from './proxied.js';
import type { TestBank } from './testbank/testbank.js';

/** A running gateway. */
export interface Gateway {
  /**
   * Handles a request of an existing HTTP server; its URL begins with the gateway's own path.
   *
   * @param body the body, when a body parser has already read it; if absent or a function, `request.body` is used
   */
  readonly handle: (request: IncomingMessage, response: ServerResponse, body?: unknown) => void;
  /** Takes over an upgrade to WebSocket of an existing HTTP server, whose URL begins with the gateway's own path. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Listens as configured. @returns the URL without a trailing slash */
  listen(): Promise<string>;
  /** Demo access to the embedded test bank; undefined for any other XS2A.api. */
  readonly demo: Demo | undefined;
  /**
   * Logs and counts an unhandled rejection of this process: a bug, which need not end other requests. For
   * `process.on('unhandledRejection', …)`, which belongs to the process, not to the gateway.
   */
  readonly reportUnhandledRejection: (error: unknown) => void;
  /** Graceful shutdown: completes requests in flight, accepts no new ones and releases everything. Idempotent. */
  close(): Promise<void>;
}

export interface Demo {
  readonly testBankUrl: string;
  readonly people: TestBank['people'];
  /** Of the first demo bank user. */
  readonly bankUserToken: string;
  readonly serviceToken: string;
}

/** Origins of frontends in development, allowed with the test bank. */
const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The composition root: creates and connects everything that lives as long as the gateway.
 *
 * @param bounds overrides limits of upstream calls, and the clock of rates
 */
export async function createGateway(
  config: Config,
  ownObserver: Partial<Observer>,
  { rateNow, ...bounds }: Pick<DatasourcesOptions, 'limits'> & { readonly rateNow?: () => number } = {},
): Promise<Gateway> {
  const metrics = createMetrics();
  const observer = combineObservers(metrics.observer, tracingObserver(), ownObserver);
  observer.onConfigured(config);
  const trustedDocuments = config.trustedDocuments && new TrustedDocuments(config.trustedDocuments);
  const testBank = await startTestBankOf(config);
  const { store, cacheStore, documentStore, sharedUse, noticeChannel, ...stores } = await openStores(config, observer);
  await stores.ready();
  const turns = new LoopTurns();
  const nextTurn = turns.next.bind(turns);
  const reading = { ...readingOf(config, testBank), sharedUse, nextTurn, ...bounds };
  const datasources = createDatasources({ ...reading, ...observer, store, cacheStore, noticeChannel });
  metrics.watch(gaugesOf(datasources.state), stores.byNamespace);
  const dispatcher = reading.openProxied?.({}) ?? new Agent();
  const verifier = createTokenVerifier(config.auth, { dispatcher, onEvent: observer.onAuthEvent });
  await verifier.prepare();
  const schema = await schemaFor(config);
  const documents = trustedDocuments ? undefined : new DocumentCache(documentStore);
  const apollo = await startApollo(schema, config, observer, documents);
  const drain = new Drain(config.shutdownGraceSeconds * 1_000);
  const admission = startAdmission(config, metrics, turns, sharedUse, rateNow);
  const subscriptions = new Subscriptions({ live: datasources.live, ...admission, ...config.subscriptions });
  const http = await createHttpServer({
    apollo,
    verifier,
    ...observer,
    ...admission,
    subscriptions,
    openProxied: reading.openProxied,
    createContext: contextFactory(datasources, new Idempotency(store), admission.rateLimit, config),
    ...httpSettingsOf(config, testBank),
    trustedDocuments,
    drain,
  });
  metrics.watch(liveGaugesOf(datasources, subscriptions, http.webSockets));
  addWebhook(http, { events: datasources.events, secret: config.webhookSecret, onEvent: observer.onWebhookEvent });
  addMetrics(http, metrics);
  const end = async () => {
    await drain.end(http.server, () => datasources.close());
    await http.close();
    admission.stopAdapting();
    await apollo.stop();
    await Promise.all([datasources.close(), stores.close(), dispatcher.destroy(), testBank?.close()]);
  };
  const ending: { ended?: Promise<void> } = {};
  const demo = testBank && (await demoOf(config, testBank));
  addPages(http, config, typePrefixOf(schema), demo, testBank);
  await http.ready();
  return {
    ...handlersOf(http),
    listen: () => http.listen({ host: config.host, port: config.port }),
    demo,
    reportUnhandledRejection: observer.onUnhandledRejection,
    close: () => (ending.ended ??= end()),
  };
}

function httpSettingsOf(config: Config, testBank: TestBank | undefined) {
  return {
    callbackUrls: config.subscriptions.callbackUrls,
    corsOrigins: testBank === undefined ? config.corsOrigins : [...config.corsOrigins, LOOPBACK],
    trustedProxies: config.trustedProxies,
    hasHomePage: config.explorer,
    times: { ...HTTP_TIMES, keepAlive: 1_000 * config.keepAliveSeconds },
  };
}

function handlersOf(http: FastifyInstance): Pick<Gateway, 'handle' | 'handleUpgrade'> {
  return {
    handle: (request, response, body) => {
      // Express passes its next handler here.
      if (body !== undefined && typeof body !== 'function') Object.assign(request, { body });
      http.routing(request, response);
    },
    handleUpgrade: (request, socket, head) => {
      http.webSockets.upgrade(request, socket, head);
    },
  };
}

function addPages(
  http: Parameters<typeof addExplorer>[0],
  config: Config,
  names: DocumentNames,
  demo: Demo | undefined,
  testBank: TestBank | undefined,
): void {
  if (config.explorer) addExplorer(http, demo, names);
  if (testBank !== undefined) addConnectPage(http, loginsOf(config, testBank), config.testBankPrivacyUrl, names);
}

function schemaFor({ introspection, typePrefix, federatedAccess, auth }: Config): Promise<GraphQLSchema> {
  const accessScope = federatedAccess ? auth.serviceScope : undefined;
  return buildExecutableSchema({ publicSdl: introspection, typePrefix, accessScope });
}

async function startApollo(
  schema: GraphQLSchema,
  config: Config,
  observer: Observer,
  documents: DocumentCache | undefined,
) {
  const apollo = createApolloServer({
    schema,
    introspection: config.introspection,
    documents,
    traces:
      config.federatedTraces && new FederatedTraces({ schema: await schemaFor(config), ...config.federatedTraces }),
    onOperation: observer.onOperation,
    onServerLog: observer.onServerLog,
    onInternalError: (error, { requestId }) => {
      observer.onInternalError(error.originalError ?? error, requestId);
    },
  });
  await apollo.start();
  return apollo;
}

function gaugesOf(state: DatasourcesState): Parameters<Metrics['watch']>[0] {
  return {
    upstream_calls_waiting: () => state.waitingCalls,
    upstream_calls_under_way: () => state.callsUnderWay,
    upstream_longest_wait_seconds: () => state.longestWaitMs / 1000,
    cache_answers: () => state.cachedAnswers,
    cache_bytes: () => state.cacheBytes,
    cache_limit_bytes: () => state.mostBytes,
  };
}

function liveGaugesOf(
  { live }: Datasources,
  subscriptions: Subscriptions,
  webSockets: { readonly size: number },
): Parameters<Metrics['watch']>[0] {
  return {
    subscriptions: () => subscriptions.size,
    subscriptions_limit: () => subscriptions.options.max,
    subscribed: () => live.watched,
    web_sockets: () => webSockets.size,
  };
}

/** Node's heap limit. A parsed body takes a multiple of its bytes. */
const HEAP_BYTES = getHeapStatistics().heap_size_limit;

/** Interval of adapting the limit of requests in flight. */
const ADAPT_MS = 100;

function startAdmission(
  { overload, rates }: Config,
  metrics: Metrics,
  turns: LoopTurns,
  shared: SharedUse | undefined,
  rateNow?: () => number,
) {
  const { requests, waitMs } = overload;
  const limiter = new LoadLimiter(new AdaptiveLimit({ max: requests, lateMs: waitMs }), turns);
  metrics.watch({ requests_under_way: () => limiter.underWay, requests_limit: () => limiter.limit });
  const timer = setInterval(() => {
    limiter.adapt();
  }, ADAPT_MS).unref();
  return {
    limiter,
    turns,
    unread: { max: HEAP_BYTES / 8, maxPerCaller: HEAP_BYTES / 32 },
    bodies: new HeldBytes(HEAP_BYTES / 32, Math.max(HEAP_BYTES / 128, 1024 * 1024)),
    rateLimit: new RateLimit(rates, shared, rateNow),
    stopAdapting: () => {
      clearInterval(timer);
    },
  };
}

/** Documents have a cache of their own, since responses would evict them. */
const DOCUMENT_BYTES = 16 * 1024 * 1024;

async function openStores({ store, cache, encryptionKeys }: Config, { onStoreEvent: onEvent }: Observer) {
  const opened = {
    store: await openStore(store, { namespace: 'store', encryptionKeys, onEvent, survivesFailover: true }),
    cacheStore: await openStore(cache, { namespace: 'cache', encryptionKeys, onEvent }),
    documentStore: await openStore(cache, {
      namespace: 'documents',
      encryptionKeys,
      onEvent,
      memoryBytes: DOCUMENT_BYTES,
    }),
  };
  const rateStore = await openCountdowns(store, { namespace: 'rates', encryptionKeys, onEvent });
  const rated = rateStore && { rates: rateStore };
  // Where writes are recorded, of which notices tell.
  const shared = cache.kind === 'redis' ? cache : store;
  const noticeChannel = await openNoticeChannel(shared, { namespace: 'notices', encryptionKeys, onEvent });
  const byNamespace = { store: opened.store, cache: opened.cacheStore, documents: opened.documentStore, ...rated };
  const all = Object.values(byNamespace);
  return {
    ...opened,
    sharedUse: rateStore && new SharedUse(rateStore),
    noticeChannel,
    byNamespace,
    ready: () => Promise.all(all.map((one) => one.ready())),
    close: () => Promise.all([...all.map((one) => one.close()), noticeChannel?.close()]),
  };
}

async function startTestBankOf({ upstream }: Config): Promise<TestBank | undefined> {
  if (upstream.kind !== 'testbank') return undefined;
  const { startTestBank } = await import('./testbank/testbank.js');
  return startTestBank({ port: upstream.port });
}

/** Options of the data sources. */
function readingOf(config: Config, testBank: TestBank | undefined) {
  const { consentExpiringDays, wizardSeconds, upstreamConcurrency: concurrency } = config;
  const sharesAnswers = config.cache.kind === 'redis';
  const openProxied = config.proxy && proxiedBy(config.proxy);
  return {
    ...upstreamOf(config, testBank),
    openProxied,
    sharesAnswers,
    consentExpiringDays,
    wizardSeconds,
    concurrency,
  };
}

function upstreamOf({ upstream }: Config, testBank: TestBank | undefined): { baseUrl: string; apiKey: string } {
  if (upstream.kind === 'xs2a') return upstream;
  if (testBank === undefined) throw new TypeError('The test bank has not been started');
  return { baseUrl: testBank.url, apiKey: testBank.apiKey };
}

async function demoOf({ auth }: Config, testBank: TestBank): Promise<Demo | undefined> {
  const [first] = testBank.people;
  if (auth.kind !== 'minted' || first === undefined) return undefined;
  const mint = new TokenMint(auth);
  return {
    testBankUrl: testBank.url,
    people: testBank.people,
    bankUserToken: await mint.bankUserToken(first.id),
    serviceToken: await mint.serviceToken(),
  };
}

/** Finds the owner of a login key, with a token where the gateway issues tokens. */
function loginsOf({ auth }: Config, testBank: TestBank): FindLogin {
  return async (key) => {
    const login = testBank.findLogin(key);
    if (login === undefined) return undefined;
    const { bankUserId, transactionId, bankName, request, renews } = login;
    return {
      transactionId,
      token: auth.kind === 'minted' ? await new TokenMint(auth).bankUserToken(bankUserId) : null,
      language: login.language === 'de' ? 'de' : 'en',
      bankName,
      request: {
        syncMode: request.syncMode.toUpperCase(),
        accountSelection: request.accountSelection.toUpperCase(),
        bic: request.bic ?? null,
        country: request.country ?? null,
        historyDays: request.days ?? null,
        limitDays: request.limitDays ?? null,
      },
      renews: renews === null ? null : ownedGlobalId('BankConnection', { bankUserId, xs2aId: renews }),
    };
  };
}
