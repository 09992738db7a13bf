import { setTimeout as pause } from 'node:timers/promises';
import type { RedisConfig } from '../config/config.js';
import { StoreTimeout, withDeadline } from './deadline.js';
import { handshakeMs, openConnection } from './open-connection.js';
import { StoreUnavailable, type RedisConnection } from './redis-connection.js';
import type { StoreEvent } from './secure-store.js';

export interface RedisOptions {
  /** Lower case letters. Stores of different namespaces are separate. */
  readonly namespace: string;
  /** 32 bytes each; at least one for a store outside this process. The first one encrypts, all of them decrypt. */
  readonly encryptionKeys: readonly Buffer[];
  readonly onEvent: (event: StoreEvent) => void;
  /** Milliseconds per call; 500 by default. */
  readonly callTimeoutMs?: number;
}

const CALL_TIMEOUT_MS = 500;
const MAX_PAUSE_MS = 2_000;

/**
 * A connection to Redis that is made anew whenever it is lost, then to whichever servers are the masters. A connection with an
 * unanswered call counts as lost: until the next one responds, calls fail at once, so that a frozen Redis costs one timeout, not
 * one per call. No call is sent twice.
 */
export class RedisLink {
  readonly #config: RedisConfig;
  readonly #options: RedisOptions;
  readonly #timeoutMs: number;
  readonly #closing = new AbortController();
  readonly #firstAttempt: Promise<boolean>;
  #attempts = 0;
  /** The latest connection attempt, finished or not. */
  #connecting: Promise<unknown>;
  /** Undefined while there is none that responds. */
  #connection: RedisConnection | undefined;

  constructor(config: RedisConfig, options: RedisOptions) {
    this.#config = config;
    this.#options = options;
    this.#timeoutMs = options.callTimeoutMs ?? CALL_TIMEOUT_MS;
    this.#firstAttempt = this.#connect();
    this.#connecting = this.#firstAttempt.then((connected) => (connected ? undefined : this.#reconnect()));
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /** Whether the first connection could be made. */
  async ready(): Promise<boolean> {
    return this.#firstAttempt;
  }

  /** @throws StoreUnavailable at once while disconnected, StoreTimeout, or Redis' own errors */
  async call<T>(work: (connection: RedisConnection) => Promise<T>): Promise<T> {
    const connection = this.#connection;
    if (connection === undefined) throw new StoreUnavailable();
    try {
      return await withDeadline(work(connection), this.#timeoutMs);
    } catch (error) {
      if (error instanceof StoreTimeout || isFromReplica(error)) this.#lose(connection, error);
      throw error;
    }
  }

  /** Waits for calls in flight, within their timeout. */
  async close(): Promise<void> {
    this.#closing.abort();
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) {
      await withDeadline(connection.close(), this.#timeoutMs).catch(() => undefined);
      connection.destroy();
    }
    await this.#connecting;
  }

  async #connect(): Promise<boolean> {
    const { namespace, onEvent } = this.#options;
    try {
      this.#connection = await this.#open();
    } catch (error) {
      if (!this.#closing.signal.aborted) onEvent({ kind: 'disconnected', namespace, error });
      return false;
    }
    onEvent({ kind: 'connected', namespace });
    return true;
  }

  async #open(): Promise<RedisConnection> {
    const onError = (error: unknown) => {
      this.#lose(connection, error);
    };
    const connection = openConnection(this.#config, { turn: this.#attempts++, onError });
    const { signal } = this.#closing;
    const abandon = () => {
      connection.destroy();
    };
    signal.addEventListener('abort', abandon);
    const connected = connection.connect();
    try {
      await withDeadline(connected, handshakeMs(this.#config));
      signal.throwIfAborted();
      return connection;
    } catch (error) {
      connection.destroy();
      await connected.catch(() => undefined);
      throw error;
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }

  #lose(connection: RedisConnection, error: unknown): void {
    if (this.#connection !== connection) return;
    const { namespace, onEvent } = this.#options;
    this.#connection = undefined;
    connection.destroy();
    onEvent({ kind: 'disconnected', namespace, error });
    this.#connecting = this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const isDue = await pause(pauseAfter(failures), true, { signal }).catch(() => false);
      if (isDue && (await this.#connect())) return;
    }
  }
}

/** The server is not the master any more. */
function isFromReplica(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('READONLY ');
}

/** Exponential up to two seconds, with jitter so that instances do not reconnect all at once. */
function pauseAfter(failures: number): number {
  return Math.min(50 * 2 ** failures, MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
}
