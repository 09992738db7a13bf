import { readFileSync } from 'node:fs';
import KeyvRedis, { type createClient, type createCluster } from '@keyv/redis';
import { Keyv } from 'keyv';
import type { RedisConfig } from '../config/config.js';

/** One connection to Redis, whatever its form: made once, and useless after an error. */
export interface RedisConnection {
  /** Resolves once Redis has answered, since the operating system accepts connections for a frozen one. */
  connect(): Promise<void>;
  readonly keyv: Keyv<string>;
  /** For commands that Keyv does not have. @param key decides which shard of a cluster is asked */
  send(key: string, command: readonly string[]): Promise<unknown>;
  subscribe(channels: readonly string[], listener: (message: string) => void): Promise<void>;
  /** Waits for calls in flight. */
  close(): Promise<void>;
  /** Does not wait; also ends an attempt to connect. */
  destroy(): void;
}

export interface ConnectionOptions {
  /** Counts attempts, so that the next one begins with another host. */
  readonly turn: number;
  readonly onError: (error: unknown) => void;
}

/** The store is not connected, or was closed; the call has no effect. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A setting does not fit the servers, so that no attempt can succeed; the code goes to the log. */
export class RedisMismatch extends Error {
  override readonly name = 'RedisMismatch';

  constructor(
    readonly code: Mismatch,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

type Mismatch = 'NO_SUCH_DATABASE' | 'NO_SUCH_MASTER' | 'NOT_A_CLUSTER' | 'NOT_A_MASTER' | 'NOT_A_SENTINEL';

export const CONNECT_TIMEOUT_MS = 2_000;

export type Client = ReturnType<typeof createClient>;
export type Cluster = ReturnType<typeof createCluster>;

export const CLIENT_OPTIONS = {
  disableOfflineQueue: true,
  // Its handshake resolves the host without a deadline.
  maintNotifications: 'disabled',
} as const;

export function socketOptions({ encrypted, tls: { ca, certificate } }: RedisConfig) {
  if (!encrypted) return { reconnectStrategy: false } as const;
  return {
    reconnectStrategy: false,
    tls: true,
    ...(ca !== undefined && { ca: readFileSync(ca) }),
    ...(certificate !== undefined && { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) }),
  } as const;
}

/** @throws what was caught, or what it means where no attempt can succeed */
export function explain(error: unknown): never {
  const message = error instanceof Error ? error.message : '';
  if (/^ERR (DB index|invalid DB index|SELECT is not allowed)/.test(message))
    throw new RedisMismatch('NO_SUCH_DATABASE', error);
  if (message.startsWith('ERR This instance has cluster support disabled'))
    throw new RedisMismatch('NOT_A_CLUSTER', error);
  if (message.startsWith("ERR unknown command 'SENTINEL'")) throw new RedisMismatch('NOT_A_SENTINEL', error);
  throw error;
}

/**
 * Records contain their own expiry and names are complete, so Keyv's wrapping is off. By default Keyv would treat a failing store
 * as an empty one, and report a lost write as done.
 */
export function keyvOver(client: Client | Cluster): Keyv<string> {
  const store = new KeyvRedis<string>(client, { throwOnErrors: true });
  // By default the adapter opens a connection of its own when it finds the client closed.
  store.getClient = () => Promise.resolve(store.client);
  const keyv = new Keyv<string>({
    ...{ store, namespace: '', useKeyPrefix: false, throwOnErrors: true },
    serialize: ({ value }) => String(value),
    deserialize: (text) => ({ value: text as never }),
  });
  // Errors are also thrown.
  keyv.on('error', () => undefined);
  return keyv;
}
