import type { StoreConfig } from '../config.js';
import { RedisLink } from './redis-link.js';
import type { StoreEvent } from './secure-store.js';
import { StoreUnavailable } from './store-errors.js';
import { StoreKey } from './store-key.js';

/** Times that run down by themselves, shared by all instances. */
export interface Countdowns {
  /**
   * Lengthens a countdown, or begins one.
   *
   * @param ms whole milliseconds, at least one
   * @returns how many are left, these included
   * @throws when the store cannot be asked, or the answer was lost; observers were told
   */
  prolong(owner: string, ms: number): Promise<number>;
  /** Whether the store can be reached, as far as known. */
  readonly available: boolean;
  /** Waits for the first connection to be made or to fail, a few seconds at the most. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export interface CountdownsOptions {
  /** Lower case letters. */
  readonly namespace: string;
  /** The first one makes the names. While keys are rotated, instances with another first one have countdowns of their own. */
  readonly encryptionKeys: readonly Buffer[];
  readonly onEvent: (event: StoreEvent) => void;
}

const CALL_TIMEOUT_MS = 500;

/** How long the record will be kept is all that it says. */
const PROLONG_SCRIPT = `
local left = math.max(redis.call('PTTL', KEYS[1]), 0) + ARGV[1]
redis.call('SET', KEYS[1], '', 'PX', left)
return left`;

/** @returns undefined where the store is this process's memory, and there is nobody to share with */
export function openCountdowns(config: StoreConfig, options: CountdownsOptions): Countdowns | undefined {
  return config.kind === 'memory' ? undefined : new RedisCountdowns(config.url, options);
}

/** On a connection of its own: a call that is late here takes nothing down that others wait for. */
class RedisCountdowns implements Countdowns {
  readonly #options: CountdownsOptions;
  readonly #key: StoreKey;
  readonly #link: RedisLink;

  constructor(url: string, options: CountdownsOptions) {
    const { namespace, onEvent, encryptionKeys } = options;
    const [newest] = encryptionKeys;
    if (newest === undefined) throw new TypeError('A store needs an encryption key');
    this.#options = options;
    this.#key = new StoreKey(newest);
    this.#link = new RedisLink({
      url,
      callTimeoutMs: CALL_TIMEOUT_MS,
      onConnected: () => {
        onEvent({ kind: 'connected', namespace });
      },
      onDisconnected: (error) => {
        onEvent({ kind: 'disconnected', namespace, error });
      },
    });
  }

  get available(): boolean {
    return this.#link.connected;
  }

  async prolong(owner: string, ms: number): Promise<number> {
    const { namespace, onEvent } = this.#options;
    const keys = [this.#key.nameOf({ namespace, owner, key: 'countdown' })];
    try {
      return Number(
        await this.#link.call(() => this.#link.client.eval(PROLONG_SCRIPT, { keys, arguments: [String(ms)] })),
      );
    } catch (error) {
      // That there is no connection was told when it was lost.
      if (!(error instanceof StoreUnavailable)) onEvent({ kind: 'failed', namespace, operation: 'prolong', error });
      throw error;
    }
  }

  async ready(): Promise<boolean> {
    return this.#link.ready();
  }

  async close(): Promise<void> {
    await this.#link.close();
  }
}
