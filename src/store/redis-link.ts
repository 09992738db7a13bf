import { setTimeout as pause } from 'node:timers/promises';
import KeyvRedis, { createClient } from '@keyv/redis';
import { Keyv } from 'keyv';
import { StoreTimeout, withDeadline } from './deadline.js';
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

/** The store is not connected, or was closed; the call has no effect. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

const CALL_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
const MAX_PAUSE_MS = 2_000;

/**
 * One connection to Redis that reconnects by itself. A connection with an unanswered call counts as lost: until the next one
 * responds, calls fail at once, so that a frozen Redis costs one timeout, not one per call.
 */
export class RedisLink {
  /** For commands that Keyv does not have. */
  readonly client: RedisClient;
  readonly keyv: Keyv<string>;
  readonly #options: RedisOptions;
  readonly #timeoutMs: number;
  readonly #closing = new AbortController();
  readonly #firstAttempt: Promise<boolean>;
  /** The latest connection attempt, finished or not. */
  #connecting: Promise<unknown>;
  #connected = false;

  /** @param url may contain a password */
  constructor(url: string, options: RedisOptions) {
    this.#options = options;
    this.#timeoutMs = options.callTimeoutMs ?? CALL_TIMEOUT_MS;
    this.client = openClient(url);
    this.keyv = keyvOver(this.client);
    this.client.on('error', (error: unknown) => {
      this.#lose(error);
    });
    this.#firstAttempt = this.#connect();
    this.#connecting = this.#firstAttempt.then((connected) => (connected ? undefined : this.#reconnect()));
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Whether the first connection could be made. */
  async ready(): Promise<boolean> {
    return this.#firstAttempt;
  }

  /** @throws StoreUnavailable at once while disconnected, StoreTimeout, or Redis' own errors */
  async call<T>(work: (link: this) => Promise<T>): Promise<T> {
    if (!this.#connected) throw new StoreUnavailable();
    try {
      return await withDeadline(work(this), this.#timeoutMs);
    } catch (error) {
      if (error instanceof StoreTimeout) this.#lose(error);
      throw error;
    }
  }

  /** Waits for calls in flight, within their timeout. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#connected = false;
    if (this.client.isReady) await withDeadline(this.client.close(), this.#timeoutMs).catch(() => undefined);
    if (this.client.isReady) this.client.destroy();
    await this.#connecting;
  }

  async #connect(): Promise<boolean> {
    const { namespace, onEvent } = this.#options;
    try {
      await this.#shakeHands();
    } catch (error) {
      if (!this.#closing.signal.aborted) onEvent({ kind: 'disconnected', namespace, error });
      return false;
    }
    this.#connected = true;
    onEvent({ kind: 'connected', namespace });
    return true;
  }

  /** The operating system accepts connections for a frozen Redis, so only a reply counts. */
  async #shakeHands(): Promise<void> {
    const answered = this.client.connect().then(() => this.client.ping());
    try {
      await withDeadline(answered, 2 * CONNECT_TIMEOUT_MS);
      this.#closing.signal.throwIfAborted();
    } catch (error) {
      if (this.client.isOpen) this.client.destroy();
      await answered.catch(() => undefined);
      throw error;
    }
  }

  #lose(error: unknown): void {
    if (!this.#connected) return;
    const { namespace, onEvent } = this.#options;
    this.#connected = false;
    if (this.client.isOpen) this.client.destroy();
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

/** Exponential up to two seconds, with jitter so that instances do not reconnect all at once. */
function pauseAfter(failures: number): number {
  return Math.min(50 * 2 ** failures, MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
}

type RedisClient = ReturnType<typeof openClient>;

function openClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    // Its handshake resolves the host without a deadline.
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false },
  });
}

/**
 * Records contain their own expiry and names are complete, so Keyv's wrapping is off. By default Keyv would treat a failing store
 * as an empty one, and report a lost write as done.
 */
function keyvOver(client: RedisClient): Keyv<string> {
  const store = new KeyvRedis<string>(client, { throwOnErrors: true });
  // The link makes the connections: by default the adapter opens its own when it finds the client closed.
  store.getClient = () => (client.isReady ? Promise.resolve(store.client) : Promise.reject(new StoreUnavailable()));
  const keyv = new Keyv<string>({
    ...{ store, namespace: '', useKeyPrefix: false, throwOnErrors: true },
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text as never }),
  });
  // Errors are also thrown.
  keyv.on('error', () => undefined);
  return keyv;
}
