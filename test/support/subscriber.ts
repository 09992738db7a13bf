import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { AnsweredError } from './gateway-under-test.js';
import { until } from './until.js';

/** What arrives at a subscriber for one event. */
export interface Arrival<T> {
  readonly data?: T | null;
  readonly errors?: readonly AnsweredError[];
  readonly extensions?: { readonly xs2a: { readonly upstreamCalls: number } };
}

/** Somebody who subscribes over WebSocket, and notes what arrives. */
export class Subscriber<T = Record<string, unknown>> {
  readonly arrivals: Arrival<T>[] = [];
  /** `complete`, `close 4401 …`, or the code of the error with which it did not begin. */
  end: string | undefined;
  private readonly client: Client;
  private readonly leave: () => void;

  /** @param url of the gateway */
  constructor(url: string, jwt: string | undefined, query: string, variables: Record<string, unknown> = {}) {
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(jwt !== undefined && { connectionParams: { authorization: `Bearer ${jwt}` } }),
    });
    this.leave = this.client.subscribe<T>(
      { query, variables },
      {
        next: (arrival) => {
          this.arrivals.push(arrival as Arrival<T>);
        },
        complete: () => (this.end ??= 'complete'),
        error: (error) => (this.end ??= textOf(error)),
      },
    );
  }

  /** The data of the arrival of that number, from 0, once it is there. */
  async at(index: number): Promise<T> {
    const arrival = await until(`event ${index} arrives`, () => this.arrivals[index] ?? this.failIfEnded());
    if (arrival.errors !== undefined || arrival.data == null) throw new Error(JSON.stringify(arrival));
    return arrival.data;
  }

  /** How it ended, once it has. */
  async ended(): Promise<string> {
    return until('the subscription ends', () => this.end);
  }

  /** Leaves the subscription, and the connection with it. */
  async close(): Promise<void> {
    this.leave();
    await this.client.dispose();
  }

  /** Nothing more arrives then. */
  private failIfEnded(): null {
    if (this.end !== undefined) throw new Error(`It has ended: ${this.end} ${JSON.stringify(this.arrivals)}`);
    return null;
  }
}

function textOf(error: unknown): string {
  if (Array.isArray(error)) return (error as AnsweredError[]).map(({ extensions }) => extensions.code).join(' ');
  const { code, reason } = error as { readonly code?: number; readonly reason?: string };
  return `close ${code ?? ''} ${reason ?? ''}`.trim();
}
