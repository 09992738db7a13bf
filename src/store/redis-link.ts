import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@keyv/redis';
import { withDeadline } from './deadline.js';
import { StoreTimeout, StoreUnavailable } from './store-errors.js';

export type RedisClient = ReturnType<typeof openClient>;

export interface RedisLinkOptions {
  /** May carry a password. */
  readonly url: string;
  readonly callTimeoutMs: number;
  readonly onConnected: () => void;
  readonly onDisconnected: (error: unknown) => void;
}

const CONNECT_TIMEOUT_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

/**
 * One connection to Redis, made again whenever it is lost. A connection that leaves a call unanswered counts as lost: until
 * another one has answered, calls fail at once, so that a frozen Redis costs its timeout once and not with every call.
 */
export class RedisLink {
  readonly client: RedisClient;
  readonly #options: RedisLinkOptions;
  readonly #closing = new AbortController();
  readonly #firstAttempt: Promise<boolean>;
  /** The latest work of making a connection, done or under way. */
  #connecting: Promise<unknown>;
  #connected = false;

  constructor(options: RedisLinkOptions) {
    this.#options = options;
    this.client = openClient(options.url);
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
  async call<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#connected) throw new StoreUnavailable();
    try {
      return await withDeadline(work(), this.#options.callTimeoutMs);
    } catch (error) {
      if (error instanceof StoreTimeout) this.#lose(error);
      throw error;
    }
  }

  /** Lets the calls under way finish, within their timeout. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#connected = false;
    if (this.client.isReady)
      await withDeadline(this.client.close(), this.#options.callTimeoutMs).catch(() => undefined);
    if (this.client.isReady) this.client.destroy();
    await this.#connecting;
  }

  async #connect(): Promise<boolean> {
    try {
      await this.#shakeHands();
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#options.onDisconnected(error);
      return false;
    }
    this.#connected = true;
    this.#options.onConnected();
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
    this.#connected = false;
    if (this.client.isOpen) this.client.destroy();
    this.#options.onDisconnected(error);
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
  return Math.min(50 * 2 ** failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}

function openClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    // Its handshake looks the host up without a deadline.
    maintNotifications: 'disabled',
    socket: { connectTimeout: CONNECT_TIMEOUT_MS, reconnectStrategy: false },
  });
}
