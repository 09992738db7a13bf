import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, parse, type ExecutionResult, type FormattedExecutionResult } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { callerOf } from '../../admission/caller.js';
import type { LoadLimiter } from '../../admission/load-limiter.js';
import { OpenShares, type ShareBounds } from '../../admission/open-shares.js';
import type { RateLimit } from '../../admission/rate-limit.js';
import type { Principal } from '../../auth/principal.js';
import type { TokenVerifier } from '../../auth/token-verifier.js';
import { GatewayError } from '../../errors/gateway-error.js';
import type { TrustedDocuments } from '../../graphql/trusted-documents.js';
import type { ClientApp } from '../../operation/request-head.js';
import { clientAppOf } from '../client-app.js';
import { requestIdOf } from '../request-id.js';
import { trustedOperation } from '../trusted-request.js';
import type { UnreadAnswers } from '../unread-answers.js';
import type { LiveOperations, OperationRequest, SingleResult, Stream } from './live-operations.js';
import { atTokenEnd } from './token-end.js';

export interface WebSocketOptions extends ShareBounds {
  readonly operations: LiveOperations;
  readonly verifier: TokenVerifier;
  readonly limiter: LoadLimiter;
  readonly rateLimit: RateLimit;
  readonly trustedDocuments: TrustedDocuments | undefined;
  readonly corsOrigins: readonly (string | RegExp)[];
  readonly unread: UnreadAnswers;
  readonly onInternalError: (error: unknown, requestId: string) => void;
}

/** A document has 50,000 characters at most. */
const MAX_MESSAGE_BYTES = 128 * 1024;
/** Connections whose caller is not known yet; each has three seconds to say. */
const MAX_UNKNOWN = 500;
const PING_MS = 25_000;
/** Between the announcement of the end and the end. */
const LAST_MS = 1_000;

/** "Service Restart" in the registry of WebSocket's close codes: clients connect again. */
const SERVICE_RESTART = 1012;

/** What is known of a connection. */
interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  principal?: Principal;
  client: ClientApp;
  isAlive: boolean;
}

/** The document that graphql-ws executes, whatever was sent: the operation has begun when it asks for that. */
const BEGUN = parse('subscription { begun }');

/** GraphQL over WebSocket at `/graphql`, by the protocol of graphql-ws. */
export class WebSockets {
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, handleProtocols });
  private readonly connections = new Set<Connection>();
  /** Of the connections whose caller is known. */
  private readonly shares: OpenShares;
  private unknown = 0;
  private isDraining = false;
  private readonly pinging: NodeJS.Timeout;

  constructor(private readonly options: WebSocketOptions) {
    this.shares = new OpenShares(options);
    this.pinging = setInterval(() => {
      this.ping();
    }, PING_MS).unref();
  }

  get size(): number {
    return this.connections.size;
  }

  /** Takes over the upgrades of a server of our own. */
  listen(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isWebSocket(request)) this.upgrade(request, socket, head);
      else serveWithoutUpgrade(server, request, socket, head);
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.refusalOf(request);
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (accepted) => {
      this.open({ socket: accepted, request, client: clientAppOf(request.headers), isAlive: true });
    });
  }

  /** Tells all clients to connect again, which another instance answers. */
  drain(): void {
    this.isDraining = true;
    clearInterval(this.pinging);
    for (const { socket } of this.connections) {
      socket.close(SERVICE_RESTART, 'Service restart');
      setTimeout(() => {
        socket.terminate();
      }, LAST_MS).unref();
    }
  }

  private refusalOf({ url = '', headers }: IncomingMessage): string | undefined {
    if (!/^\/graphql\/?(\?|$)/.test(url)) return '404 Not Found';
    if (!this.allows(headers)) return '403 Forbidden';
    if (this.isDraining || this.unknown >= MAX_UNKNOWN || this.connections.size >= this.options.max)
      return '503 Service Unavailable';
    return undefined;
  }

  /** As CORS would: browsers say where a page is from, and others need not. */
  private allows({ origin, host }: IncomingMessage['headers']): boolean {
    if (origin === undefined || this.options.corsOrigins.includes('*')) return true;
    if (URL.canParse(origin) && new URL(origin).host === host) return true;
    return this.options.corsOrigins.some((allowed) =>
      typeof allowed === 'string' ? allowed === origin : allowed.test(origin),
    );
  }

  private open(connection: Connection): void {
    const { socket } = connection;
    this.connections.add(connection);
    this.unknown += 1;
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('pong', () => (connection.isAlive = true));
    const closed = this.server.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.send(connection, text),
        close: (code, reason) => {
          socket.close(code, reason);
        },
        onMessage: (receive) => {
          socket.on('message', (data: Buffer) => {
            receive(data.toString()).catch((error: unknown) => {
              this.options.onInternalError(error, requestIdOf(undefined));
              socket.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      connection,
    );
    socket.once('close', (code, reason) => {
      this.connections.delete(connection);
      if (connection.principal === undefined) this.unknown -= 1;
      else this.shares.remove(callerOf(connection.principal));
      closed(code, reason.toString()).catch(() => undefined);
    });
  }

  private readonly server = makeServer<Readonly<Record<string, unknown>>, Connection>({
    onConnect: ({ extra, connectionParams }) => this.authenticate(extra, connectionParams),
    onSubscribe: async ({ extra }, _id, payload) => {
      const running = await this.run(extra, payload);
      if ('result' in running && running.result.data === undefined) return errorsOf(running.result);
      return { schema: undefined as never, document: BEGUN, contextValue: running };
    },
    subscribe: ({ contextValue }) => {
      const running = contextValue as SingleResult | Stream;
      return Promise.resolve(
        ('result' in running ? running.result : endable(running)) as AsyncGenerator<ExecutionResult>,
      );
    },
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
  });

  /** The token is in `connection_init`, as `authorization`, or in the header of the request; so are client and version. */
  private async authenticate(connection: Connection, params: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
    const { socket, request } = connection;
    const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
    const header = given.authorization ?? request.headers.authorization;
    connection.client = clientAppOf({ ...request.headers, ...given });
    try {
      const { principal, endsAt } = await this.options.verifier.identify(
        typeof header === 'string' ? header : undefined,
      );
      if (principal.kind === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
      if (this.shares.isUsedUp(callerOf(principal))) {
        socket.close(CloseCode.Forbidden, 'Too many connections');
        return true;
      }
      if (socket.readyState !== socket.OPEN) return true;
      connection.principal = principal;
      this.unknown -= 1;
      this.shares.add(callerOf(principal));
      const cancel = atTokenEnd(endsAt, () => {
        socket.close(CloseCode.Unauthorized, 'Token expired');
      });
      socket.once('close', cancel);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const isRefused = error.code === 'UNAUTHENTICATED';
      socket.close(
        isRefused ? CloseCode.Unauthorized : SERVICE_RESTART,
        isRefused ? 'Unauthorized' : 'Try again later',
      );
    }
    return true;
  }

  /** An operation is admitted like a request. */
  private async run(
    { principal, request, client }: Connection,
    { query, operationName, variables, extensions }: SubscribePayload,
  ): Promise<SingleResult | Stream> {
    if (principal === undefined) return failed(new GatewayError('UNAUTHENTICATED'));
    const { operations, limiter, rateLimit, trustedDocuments } = this.options;
    const caller = callerOf(principal);
    const retryAfterSeconds = rateLimit.retryAfter(caller);
    if (retryAfterSeconds !== undefined) return failed(new GatewayError('RATE_LIMITED', { retryAfterSeconds }));
    const sent: OperationRequest = { query, operationName, variables, extensions };
    const operation = trustedDocuments === undefined ? sent : trustedOperation(sent, trustedDocuments);
    if (operation === undefined) return failed(new GatewayError('DOCUMENT_NOT_TRUSTED'));
    const place = limiter.enter(caller);
    if (place === undefined) return failed(new GatewayError('OVERLOADED', { retryAfterSeconds: 1 }));
    try {
      await place.start();
      const requestId = requestIdOf(request.headers['x-request-id']);
      return await operations.run(operation, principal, { requestId, client });
    } finally {
      place.leave();
    }
  }

  /** Resolves once the client has taken it. */
  private send({ socket, principal }: Connection, text: string): Promise<void> {
    const caller = principal === undefined ? '' : callerOf(principal).name;
    const target = {
      destroy: () => {
        socket.terminate();
      },
    };
    const release = this.options.unread.hold(target, { caller, bytes: Buffer.byteLength(text) });
    return new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) {
        release();
        resolve();
        return;
      }
      socket.send(text, () => {
        release();
        resolve();
      });
    });
  }

  /** Closes connections that have not answered since the last time. */
  private ping(): void {
    for (const connection of this.connections) {
      const { socket, isAlive } = connection;
      if (isAlive) socket.ping();
      else socket.terminate();
      connection.isAlive = false;
    }
  }
}

/** The results, which end the subscription when graphql-ws returns them early. */
function endable({ subscription, results }: Stream): AsyncIterableIterator<FormattedExecutionResult, void> {
  const end = () => {
    subscription.end();
  };
  const iterator: AsyncIterableIterator<FormattedExecutionResult, void> = {
    next: async () => {
      const next = await results.next();
      if (next.done) end();
      return next;
    },
    return: async () => {
      end();
      return results.return();
    },
    throw: async (error) => {
      end();
      return results.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return iterator;
}

function failed(error: GatewayError): SingleResult {
  return { result: { errors: [error.toJSON()] } };
}

/** As graphql-ws wants errors of operations that do not begin. */
function errorsOf({ errors = [] }: FormattedExecutionResult): GraphQLError[] {
  return errors.map(({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? null }));
}

function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * Serves a request that offers another upgrade, such as to HTTP/2 (Java's client does), as if it had not: Node does not, once
 * anybody listens for upgrades. The request is put back and read again without the offer.
 */
function serveWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method = 'GET', url = '/', httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!/^(upgrade|connection|http2-settings)$/i.test(name)) lines.push(`${name}: ${rawHeaders[index + 1] ?? ''}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
