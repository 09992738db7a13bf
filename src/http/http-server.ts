import cors from '@fastify/cors';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.js';
import type { TokenVerifier } from '../auth/token-verifier.js';
import type { GatewayContext } from '../context.js';
import type { TrustedDocuments } from '../graphql/trusted-documents.js';
import { nameRequest, replyWithError, replyToUnreadable } from './error-reply.js';
import { requestIdOf } from '../logging/request-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import { requireTrustedDocument } from './trusted-request.js';

export interface HttpServerOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly createContext: (principal: Principal, requestId: string) => GatewayContext;
  readonly corsOrigins: readonly string[];
  /** The only documents that may run; undefined: any document may. */
  readonly trustedDocuments: TrustedDocuments | undefined;
  /** False while draining: load balancers then send nothing new. */
  readonly isReady: () => boolean;
  readonly onInternalError: (error: unknown, requestId: string) => void;
}

/** Bytes of a request's body: a large document with its variables is some 100 KB. */
const LARGEST_REQUEST = 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | undefined;
  }
}

/** The gateway's HTTP interface. Every answer is JSON, those to malformed requests included. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: LARGEST_REQUEST,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: replyToUnreadable,
    // Such as a path that cannot be decoded, for which no hook runs.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(securityHeadersOf(request));
      void replyWithError(request, reply, statusOf(error), error);
    },
  });
  server.decorateRequest('principal', undefined);
  server.addHook('onRequest', securityHeaders);
  server.addHook('onRequest', refuseUnusableHost);
  server.addHook('onSend', async (_, reply) => {
    if (!options.isReady()) void reply.header('connection', 'close');
    return Promise.resolve();
  });
  server.setNotFoundHandler((request, reply) => replyWithError(request, reply, 404, new GatewayError('NOT_FOUND')));
  server.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    if (status < 500) return replyWithError(request, reply, status, error);
    options.onInternalError(error, request.id);
    return replyWithError(request, reply, 500, error);
  });
  if (options.corsOrigins.length > 0) await server.register(cors, corsOptions(options.corsOrigins));
  addHealth(server, options);
  addGraphql(server, options);
  return server;
}

function addGraphql(server: FastifyInstance, options: HttpServerOptions): void {
  const { apollo, verifier, createContext, trustedDocuments } = options;
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      try {
        // Node keeps the first of several Authorization headers; which of them was meant cannot be told.
        request.principal = await verifier.verify(request.raw.headersDistinct.authorization);
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        return replyWithError(request, reply, error.code === 'UNAUTHENTICATED' ? 401 : 503, error);
      }
    },
    ...(trustedDocuments && { preHandler: requireTrustedDocument(trustedDocuments) }),
    onSend: nameRequest,
    handler: fastifyApolloHandler(apollo, {
      context: ({ principal, id }) => Promise.resolve(createContext(principal ?? { kind: 'anonymous' }, id)),
    }),
  });
}

function addHealth(server: FastifyInstance, { isReady }: HttpServerOptions): void {
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', (_, reply) => {
    const ready = isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'draining' });
  });
}

async function securityHeaders(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.headers(securityHeadersOf(request));
  return Promise.resolve();
}

function securityHeadersOf({ id }: FastifyRequest): Record<string, string> {
  return {
    'x-request-id': id,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** Apollo's integration makes a URL of the Host header. */
async function refuseUnusableHost(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (URL.canParse(request.url, `http://${request.host}`)) return undefined;
  return replyWithError(request, reply, 400, undefined);
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

function corsOptions(origins: readonly string[]) {
  return {
    origin: origins.includes('*') ? '*' : [...origins],
    // An OPTIONS request that is none of a browser's is answered like one, not in plain text.
    strictPreflight: false,
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'content-type',
      'authorization',
      'x-request-id',
      'apollo-require-preflight',
      'x-apollo-operation-name',
    ],
    exposedHeaders: ['x-request-id', 'retry-after'],
    maxAge: 600,
  };
}
