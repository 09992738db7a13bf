import cors from '@fastify/cors';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteHandlerMethod,
} from 'fastify';
import type { HeldBytes } from '../admission/held-bytes.js';
import { callerOf } from '../admission/caller.js';
import type { LoopTurns } from '../admission/loop-turns.js';
import { ANONYMOUS } from '../auth/principal.js';
import type { GatewayContext } from '../operation/context.js';
import type { Subscriptions } from '../operation/subscription.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { TrustedDocuments } from '../graphql/trusted-documents.js';
import { AdmissionHooks, type AdmissionOptions } from './admission-hooks.js';
import type { Drain } from './drain.js';
import { addRequestIdToErrors, replyWithError, replyToUnreadable, statusOf } from './error-reply.js';
import { addReportDocuments } from './report-documents.js';
import { headOf } from './request-head.js';
import { requestIdOf } from './request-id.js';
import { Callbacks, type CallbackFailure, type CallbackOptions } from './live/callback.js';
import { EventStreams } from './live/event-stream.js';
import { LiveOperations, type CreateContext } from './live/live-operations.js';
import { WebSockets } from './live/web-socket.js';
import { HTTP_TIMES, type HttpTimes } from './http-times.js';
import { someSeconds } from './retry-after.js';
import { addRequestReports, type RequestReport } from './request-report.js';
import { refuseUnknown } from './other-methods.js';
import { readBodies } from './request-body.js';
import { securityHeaders } from './security-headers.js';
import { withOperationSpan } from '../tracing/spans.js';
import { requireTrustedDocument } from './trusted-request.js';
import { SilentConnections } from './silent-connections.js';
import { UnreadAnswers, type UnreadBounds } from './unread-answers.js';
import { refuseUnusable } from './unusable-requests.js';

declare module 'fastify' {
  interface FastifyInstance {
    webSockets: WebSockets;
  }
}

export interface HttpServerOptions extends AdmissionOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly createContext: CreateContext;
  readonly subscriptions: Subscriptions;
  readonly corsOrigins: readonly (string | RegExp)[];
  /** Empty: the client is the peer of the connection. */
  readonly trustedProxies: readonly string[];
  /** The only documents that may run; undefined: any. */
  readonly trustedDocuments: TrustedDocuments | undefined;
  readonly drain: Drain;
  /** Of work that connections are accepted before. */
  readonly turns: LoopTurns;
  /** Whether a page will be added at `/`; else readiness is shown there, where load balancers look by default. */
  readonly hasHomePage: boolean;
  /** Memory of request bodies in use. */
  readonly bodies: HeldBytes;
  readonly unread: UnreadBounds;
  /** Called for each response that was dropped because the client did not read it. */
  readonly onUnreadAnswer: () => void;
  /** Beginnings of the URLs that Apollo Router may name for callbacks; empty: none. */
  readonly callbackUrls: readonly string[];
  /** Opens connections for callbacks through a proxy; undefined: without one. */
  readonly openProxied?: CallbackOptions['openProxied'];
  readonly onCallbackFailure: (failure: CallbackFailure) => void;
  readonly onInternalError: (error: unknown, requestId: string) => void;
  readonly onRequest: (report: RequestReport) => void;
  readonly times?: HttpTimes;
}

const NO_COMPILER = () => () => {
  throw new Error('No route has a JSON schema.');
};

/** No route has a JSON schema. Not loading the compilers saves a tenth of the startup time. */
const WITHOUT_SCHEMAS = { compilersFactory: { buildValidator: NO_COMPILER, buildSerializer: NO_COMPILER } };

/** The gateway's HTTP interface. All responses are JSON, also to malformed requests. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { unread, onUnreadAnswer, times = HTTP_TIMES } = options;
  const silent = new SilentConnections(times);
  const server = Fastify({
    schemaController: WITHOUT_SCHEMAS,
    ...timesOf(options),
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: (error, socket) => {
      if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT' || !silent.keep(socket)) replyToUnreadable(error, socket);
    },
    // For errors without hooks, such as an undecodable path.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(securityHeaders(request.id));
      void replyWithError(request, reply, statusOf(error), error);
    },
  });
  options.drain.watch(server.server);
  server.server.on('connection', () => {
    options.turns.connectionAccepted();
  });
  countRequests(server, options.drain, silent);
  server.decorateRequest('principal', undefined);
  server.decorateRequest('tokenEndsAt', undefined);
  server.decorateRequest('place', undefined);
  server.decorateRequest('slowBody', undefined);
  readBodies(server, options.bodies);
  addRequestReports(server, options.onRequest);
  server.addHook('onRequest', addSecurityHeaders);
  refuseUnusable(server);
  const unreadAnswers = new UnreadAnswers(unread, times.answer, onUnreadAnswer);
  server.addHook('onSend', ({ principal }, reply, payload, done) => {
    if (options.drain.endsConnections) void reply.header('connection', 'close');
    if (typeof payload === 'string' || Buffer.isBuffer(payload))
      unreadAnswers.add(reply.raw, {
        caller: callerOf(principal ?? ANONYMOUS).name,
        bytes: Buffer.byteLength(payload),
      });
    done(null, payload);
  });
  refuseUnknown(server);
  server.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (error instanceof GatewayError && error.code === 'OVERLOADED')
      options.onRefused({ code: 'OVERLOADED', caller: request.principal?.kind ?? 'anonymous' });
    if (status < 500 || error instanceof GatewayError) return replyWithError(request, reply, status, error);
    options.onInternalError(error, request.id);
    return replyWithError(request, reply, 500, error);
  });
  if (options.corsOrigins.length > 0) await server.register(cors, corsOptions(options.corsOrigins));
  addHealth(server, options);
  const admission = new AdmissionHooks(options);
  addGraphql(server, options, admission, unreadAnswers);
  addReportDocuments(server, { createContext: options.createContext, admission });
  return server;
}

/** Counts requests of any server until their response. */
function countRequests(server: FastifyInstance, drain: Drain, silent: SilentConnections): void {
  server.addHook('onRequest', (request, reply, done) => {
    silent.end(request.raw.socket);
    drain.begin(request.raw, reply.raw);
    if (!drain.hasEnded) done();
    else void replyWithError(request, reply, 503, new GatewayError('OVERLOADED', { retryAfterSeconds: someSeconds() }));
  });
}

function timesOf({ times = HTTP_TIMES }: HttpServerOptions) {
  return {
    // A request without a Host header gets our own response.
    http: { requireHostHeader: false, headersTimeout: times.headers, connectionsCheckingInterval: times.check },
    requestTimeout: times.request,
    connectionTimeout: times.idle,
    keepAliveTimeout: times.keepAlive,
  };
}

function addGraphql(
  server: FastifyInstance,
  options: HttpServerOptions,
  admission: AdmissionHooks,
  unread: UnreadAnswers,
): void {
  const { apollo, createContext, trustedDocuments, subscriptions, times = HTTP_TIMES } = options;
  const operations = new LiveOperations(apollo, createContext, subscriptions);
  const streams = new EventStreams({ operations, unread, stallMs: times.answer });
  const { callbackUrls: allowed, onCallbackFailure: onFailure } = options;
  const callbacks = new Callbacks({ operations, unread, allowed, onFailure, openProxied: options.openProxied });
  server.addHook('onClose', () => callbacks.close());
  const plain = fastifyApolloHandler(apollo, {
    context: (request) => Promise.resolve(createContext(request.principal ?? ANONYMOUS, headOf(request))),
  });
  const handler = traced(async function (request, reply) {
    if ((await callbacks.serve(request, reply)) || (await streams.serve(request, reply))) return reply;
    return plain.call(this, request, reply);
  });
  const { max, maxPerBankUser } = subscriptions.options;
  const webSockets = new WebSockets({ ...options, operations, unread, max, maxPerBankUser });
  webSockets.listen(server.server);
  server.decorate('webSockets', webSockets);
  options.drain.onEnding(() => {
    // First, so that clients over WebSocket see a restart, not the end of their subscriptions.
    webSockets.drain();
    subscriptions.drain();
  });
  const { onRequest, preParsing, preValidation } = admission;
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    ...{ onRequest, preParsing },
    preValidation: trustedDocuments ? [requireTrustedDocument(trustedDocuments), preValidation] : preValidation,
    onSend: addRequestIdToErrors,
    handler: admission.scheduled(handler),
  });
}

/** Runs the handler in an operation's span, which is renamed by the report. */
function traced(handler: RouteHandlerMethod): RouteHandlerMethod {
  return function (request, reply) {
    return withOperationSpan(request.headers.traceparent, () => handler.call(this, request, reply));
  };
}

function addHealth(server: FastifyInstance, { drain, hasHomePage }: HttpServerOptions): void {
  // Not ready during shutdown, so that load balancers send nothing new.
  const ready = (_: FastifyRequest, reply: FastifyReply) =>
    reply.code(drain.isReady ? 200 : 503).send({ status: drain.isReady ? 'ready' : 'draining' });
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', ready);
  // Checks that nobody configured: HAProxy's is an OPTIONS request, and those of cloud providers are GET requests.
  server.options('/', { config: { cors: false } }, ready);
  if (!hasHomePage) server.get('/', ready);
}

// Synchronous hooks with callbacks: promises for every request cost more than the hooks do.
function addSecurityHeaders({ id }: FastifyRequest, reply: FastifyReply, done: () => void): void {
  void reply.headers(securityHeaders(id));
  done();
}

/** Headers of Apollo's clients. */
const APOLLO_CLIENT = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'apollographql-client-name',
  'apollographql-client-version',
];
/** Headers of tracing in browsers. */
const TRACE_CONTEXT = ['traceparent', 'tracestate', 'baggage'];

function corsOptions(origins: HttpServerOptions['corsOrigins']) {
  return {
    origin: origins.includes('*') ? '*' : [...origins],
    // OPTIONS requests that are not preflights get the same response, not plain text.
    strictPreflight: false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'authorization', 'x-request-id', ...APOLLO_CLIENT, ...TRACE_CONTEXT],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  };
}
