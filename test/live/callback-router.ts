import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '../support/until.js';

/** What a subgraph sends by Apollo's HTTP callback protocol. */
export interface Message {
  readonly kind: string;
  readonly action: 'check' | 'next' | 'complete';
  readonly id: string;
  readonly verifier: string;
  readonly payload?: { readonly data?: unknown; readonly errors?: readonly MessageError[] };
  readonly errors?: readonly MessageError[];
}

interface MessageError {
  readonly message: string;
  readonly extensions: { readonly code: string };
}

/** A response to a subscription request. */
export interface SubgraphAnswer {
  readonly status: number;
  readonly protocol: string | null;
  readonly body: { readonly data?: unknown; readonly errors?: readonly MessageError[] };
}

/** How a router answers a message in place of what the protocol wants; the last answer is for all further ones. */
export type Behaviour = (message: Message, response: ServerResponse) => boolean | Promise<boolean>;

export const ACCEPT = 'application/json, application/graphql-response+json, application/json;callbackSpec=1.0';

/**
 * A router that subscribes by callback, written from Apollo's description of the protocol: it confirms the subscriptions that it
 * knows, and answers everything else with an error.
 */
export class CallbackRouter {
  /** The messages of all subscriptions, in the order in which they arrived. */
  readonly messages: Message[] = [];
  readonly faults: string[] = [];
  /** Requests and connections of any kind. */
  requests = 0;
  connections = 0;
  behaviour: Behaviour = () => false;
  private readonly verifiers = new Map<string, string>();
  private readonly underWay = new Set<string>();

  private constructor(private readonly server: Server) {
    server.on('connection', (_socket: Socket) => (this.connections += 1));
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.requests += 1;
      void this.receive(request, response);
    });
  }

  static async start(): Promise<CallbackRouter> {
    const router = new CallbackRouter(createServer());
    router.server.listen(0, '127.0.0.1');
    await once(router.server, 'listening');
    return router;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The beginning of its callback URLs. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/callback`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** What it puts into the request for a new subscription. */
  create(id: string = randomUUID()) {
    const verifier = this.verifiers.get(id) ?? `verifier-${randomUUID()}`;
    this.verifiers.set(id, verifier);
    return { callbackUrl: `${this.url}/${id}`, subscriptionId: id, verifier, heartbeatIntervalMs: 0 };
  }

  /** Its client has left: messages of the subscription are answered with 404. */
  forget(id: string): void {
    this.verifiers.delete(id);
  }

  of(id: string, action?: Message['action']): readonly Message[] {
    return this.messages.filter((message) => message.id === id && (action ?? message.action) === message.action);
  }

  /** The message of that action and number, from 0, once it has arrived. */
  async arrived(id: string, action: Message['action'], index = 0): Promise<Message> {
    return until(`${action} ${index} arrives`, () => this.of(id, action)[index]);
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', headers } = request;
    const message = JSON.parse(await text(request)) as Message;
    const { kind, action, id, verifier } = message;
    if (this.underWay.has(id)) this.faults.push(`${action} while another message of the subscription is under way`);
    this.underWay.add(id);
    response.once('close', () => this.underWay.delete(id));
    this.messages.push(message);
    if (method !== 'POST' || headers['content-type'] !== 'application/json') this.faults.push('not a POST of JSON');
    if (headers['subscription-protocol'] !== 'callback/1.0') this.faults.push('without the header of the protocol');
    if (kind !== 'subscription') this.faults.push(`kind ${kind}`);
    if (await this.behaviour(message, response)) return;
    const known = this.verifiers.get(id);
    if (known === undefined) response.statusCode = 404;
    else if (known !== verifier) response.statusCode = 401;
    else if (url !== `/callback/${id}`) response.statusCode = 400;
    else response.statusCode = { check: 204, next: 200, complete: 202 }[action];
    if (action === 'check') response.setHeader('subscription-protocol', 'callback/1.0');
    if (action === 'complete') this.forget(id);
    response.end();
  }
}

/** Sends a subscription as a router does. */
export async function requestSubscription(
  gatewayUrl: string,
  token: string | undefined,
  body: {
    readonly query: string;
    readonly variables?: object;
    readonly extensions: { readonly subscription: unknown };
  },
  accept = ACCEPT,
): Promise<SubgraphAnswer> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    protocol: response.headers.get('subscription-protocol'),
    body: (await response.json()) as SubgraphAnswer['body'],
  };
}
