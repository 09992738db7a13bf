import { setTimeout as pause } from 'node:timers/promises';
import KeyvRedis, { createClient } from '@keyv/redis';
import { Keyv } from 'keyv';
import { StoreTimeout, withDeadline } from './deadline.js';
import type { StoreEvent } from './secure-store.js';

export interface RedisOptions {
  /** Lower case letters; stores of different namespaces never see each other's records. */
  readonly namespace: string;
  /** 32 bytes each; for a store outside this process at least one. The first one writes, all of them read. */
  readonly encryptionKeys: readonly Buffer[];
  readonly onEvent: (event: StoreEvent) => void;
  /** How long one call may take; 500 by default. */
  readonly callTimeoutMs?: number;
}

/** There is no connection to the store at the moment, or the store was closed; what was asked of it does not happen. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

const CALL_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
const MAX_PAUSE_MS = 2_000;

/**
 * One connection to Redis, made again whenever it is lost. A connection that leaves a call unanswered counts as lost: until
 * another one has answered, calls fail at once, so that a frozen Redis costs its timeout once and not with every call.
 */
export class RedisLink {
  /** For what Keyv cannot do. */
  readonly client: RedisClient;
  readonly keyv: Keyv<string>;
  readonly #options: RedisOptions;
  readonly #timeoutMs: number;
  readonly #closing = new AbortController();
  readonly #firstAttempt: Promise<boolean>;
  /** The latest work of making a connection, done or under way. */
  #connecting: Promise<unknown>;
  #connected = false;

  /** @param url may carry a password */
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

  /** @throws StoreUnavailable at once without a connection, StoreTimeout, or whatever Redis says. */
  async call<T>(work: (link: this) => Promise<T>): Promise<T> {
    if (!this.#connected) throw new StoreUnavailable();
    try {
      return await withDeadline(work(this), this.#timeoutMs);
    } catch (error) {
      if (error instanceof StoreTimeout) this.#lose(error);
      throw error;
    }
  }

  /** Lets the calls under way finish, within their timeout. */
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

  /** A frozen Redis accepts connections, as far as the operating system goes: only an answer counts. */
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

/** Doubles up to two seconds; the jitter keeps instances from coming back all at once. */
function pauseAfter(failures: number): number {
  return Math.min(50 * 2 ** failures, MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
}

type RedisClient = ReturnType<typeof openClient>;

function openClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    // Its handshake looks the host up without a deadline.
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false },
  });
}

/**
 * Records are text that holds its own expiry, and their names are whole: Keyv has nothing to wrap. By default it would take a
 * failing store for an empty one, and call a lost write done.
 */
function keyvOver(client: RedisClient): Keyv<string> {
  const store = new KeyvRedis<string>(client, { throwOnErrors: true });
  // Making connections is the link's work: by default the adapter opens one of its own when it finds the client closed.
  store.getClient = () => (client.isReady ? Promise.resolve(store.client) : Promise.reject(new StoreUnavailable()));
  const keyv = new Keyv<string>({
    ...{ store, namespace: '', useKeyPrefix: false, throwOnErrors: true },
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text as never }),
  });
  // The errors are thrown as well.
  keyv.on('error', () => undefined);
  return keyv;
}
