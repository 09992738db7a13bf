import type { RedisConfig } from '../config/config.js';
import { RedisLink, type RedisOptions } from './redis-link.js';
import { Seal } from './seal.js';

/** The record has no content: its time to live is the countdown. */
const EXTEND_SCRIPT = `
local left = math.max(redis.call('PTTL', KEYS[1]), 0) + ARGV[1]
redis.call('SET', KEYS[1], '', 'PX', left)
return left`;

/**
 * Countdowns shared by all instances, on a connection of their own, so that a slow call does not close the connection that others
 * wait for. During a rotation of encryption keys, instances with a different first key have separate countdowns.
 */
export class Countdowns {
  readonly #options: RedisOptions;
  readonly #seal: Seal;
  readonly #link: RedisLink;

  constructor(config: RedisConfig, options: RedisOptions) {
    this.#options = options;
    this.#seal = new Seal(options.encryptionKeys);
    this.#link = new RedisLink(config, options);
  }

  /** Whether the store is believed to be reachable. */
  get available(): boolean {
    return this.#link.connected;
  }

  /**
   * Extends a countdown, or starts one.
   *
   * @param ms whole milliseconds, at least one
   * @returns the remaining time, `ms` included; undefined when the store is unreachable or the reply was lost
   */
  async extend(owner: string, ms: number): Promise<number | undefined> {
    const { namespace, onEvent } = this.#options;
    // Observers already know that the connection is lost.
    if (!this.#link.connected) return undefined;
    const [name] = this.#seal.namesOf({ namespace, owner, key: 'countdown' });
    try {
      const command = ['EVAL', EXTEND_SCRIPT, '1', name, String(ms)];
      return Number(await this.#link.call((connection) => connection.send(name, command)));
    } catch (error) {
      onEvent({ kind: 'failed', namespace, operation: 'extend', error });
      return undefined;
    }
  }

  /** Waits for the first connection attempt, a few seconds at most. */
  async ready(): Promise<boolean> {
    return this.#link.ready();
  }

  async close(): Promise<void> {
    await this.#link.close();
  }
}
