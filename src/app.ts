import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Agent } from 'undici';
import { TokenMint } from './auth/token-mint.js';
import { createTokenVerifier } from './auth/token-verifier.js';
import type { Config } from './config.js';
import { contextFactory } from './context-factory.js';
import { createDatasources } from './datasources/datasources.js';
import { createApolloServer } from './graphql/apollo-server.js';
import { DocumentCache } from './graphql/document-cache.js';
import { buildExecutableSchema } from './graphql/executable-schema.js';
import { readTrustedDocuments } from './graphql/trusted-documents.js';
import { addConnectPage, type FindLogin } from './http/connect-page/connect-page.js';
import { addExplorer } from './http/explorer/explorer.js';
import { addMetrics } from './http/metrics.route.js';
import { addWebhook } from './http/webhook.js';
import { createHttpServer } from './http/http-server.js';
import { createMetrics } from './metrics/metrics.js';
import { combineObservers, type Observer } from './observer.js';
import { Idempotency } from './idempotency/idempotency.js';
import { openStore } from './store/open-store.js';
import { startTestBank, type TestBank } from './testbank/testbank.js';

/** A gateway that is ready to answer. */
export interface Gateway {
  /** Answers a request that came in at an HTTP server of somebody else's; its URL begins with the gateway's own path. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Listens where the configuration says. @returns the URL, without a slash at its end */
  listen(): Promise<string>;
  /** For trying it out over the embedded test bank; undefined in front of any other XS2A.api. */
  readonly demo: Demo | undefined;
  /** Answers what is under way, takes nothing new, and lets go of everything. */
  close(): Promise<void>;
}

export interface Demo {
  readonly testBankUrl: string;
  readonly people: TestBank['people'];
  /** Of the first of the people. */
  readonly bankUserToken: string;
  readonly serviceToken: string;
}

/** The composition root: everything that lives as long as the gateway is made here, and joined. */
export async function createGateway(config: Config, ownObserver: Observer): Promise<Gateway> {
  const metrics = createMetrics();
  const observer = combineObservers(metrics.observer, ownObserver);
  const trustedDocuments =
    config.trustedDocuments === undefined ? undefined : await readTrustedDocuments(config.trustedDocuments);
  const testBank =
    config.upstream.kind === 'testbank' ? await startTestBank({ port: config.upstream.port }) : undefined;
  const { store, cacheStore, documentStore, ...stores } = openStores(config, observer);
  await stores.ready();
  const { consentExpiringDays } = config;
  const datasources = createDatasources({
    ...upstreamOf(config, testBank),
    ...observer,
    store,
    cacheStore,
    sharesAnswers: config.cache.kind === 'redis',
    consentExpiringDays,
  });
  metrics.watchQueue(() => datasources.waitingCalls);
  const dispatcher = new Agent();
  const verifier = createTokenVerifier(config.auth, { dispatcher, onEvent: observer.onAuthEvent });
  await verifier.prepare();
  const documents = trustedDocuments === undefined ? new DocumentCache(documentStore) : undefined;
  const apollo = await startApollo(config, observer, documents);
  const state = { draining: false };
  const http = await createHttpServer({
    apollo,
    verifier,
    createContext: contextFactory(datasources, new Idempotency(store)),
    corsOrigins: config.corsOrigins,
    trustedDocuments,
    isReady: () => !state.draining,
    onInternalError: observer.onInternalError,
  });
  addWebhook(http, datasources.events);
  addMetrics(http, metrics);
  const close = async () => {
    state.draining = true;
    await drain(http);
    await apollo.stop();
    await Promise.all([datasources.close(), stores.close(), dispatcher.destroy(), testBank?.close()]);
  };
  const demo = testBank && (await demoOf(config, testBank));
  if (config.environment !== 'production' || config.introspection) addExplorer(http, demo);
  if (testBank !== undefined) addConnectPage(http, loginsOf(config, testBank));
  await http.ready();
  return {
    handle: (request, response) => {
      http.routing(request, response);
    },
    listen: () => http.listen({ host: config.host, port: config.port }),
    demo,
    close,
  };
}

async function startApollo(config: Config, observer: Observer, documents: DocumentCache | undefined) {
  const apollo = createApolloServer({
    schema: await buildExecutableSchema({ publicSdl: config.introspection }),
    introspection: config.introspection,
    production: config.environment === 'production',
    documents,
    onOperation: observer.onOperation,
    onInternalError: (error, { requestId }) => {
      observer.onInternalError(error.originalError ?? error, requestId);
    },
  });
  await apollo.start();
  return apollo;
}

/** Documents are kept apart from answers, which they would otherwise push out of the memory. */
const DOCUMENT_BYTES = 16 * 1024 * 1024;

function openStores({ store, cache, encryptionKeys }: Config, { onStoreEvent: onEvent }: Observer) {
  const opened = {
    store: openStore(store, { namespace: 'store', encryptionKeys, onEvent }),
    cacheStore: openStore(cache, { namespace: 'cache', encryptionKeys, onEvent }),
    documentStore: openStore(cache, { namespace: 'documents', encryptionKeys, onEvent, memoryBytes: DOCUMENT_BYTES }),
  };
  const all = Object.values(opened);
  return {
    ...opened,
    ready: () => Promise.all(all.map((one) => one.ready())),
    close: () => Promise.all(all.map((one) => one.close())),
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

/** Whose login a key opens, with a token for them where the gateway makes tokens. */
function loginsOf({ auth }: Config, testBank: TestBank): FindLogin {
  return async (key) => {
    const login = testBank.findLogin(key);
    if (login === undefined) return undefined;
    const token = auth.kind === 'minted' ? await new TokenMint(auth).bankUserToken(login.bankUserId) : null;
    return { transactionId: login.transactionId, language: login.language === 'de' ? 'de' : 'en', token };
  };
}

/** How long clients get to notice that readiness is over, and that answers end their connection. */
const NOTICE_MS = 500;

async function drain(http: FastifyInstance): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  await http.close();
}
