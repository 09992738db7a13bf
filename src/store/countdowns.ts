import { RedisLink, type RedisOptions } from './redis-link.js';
import { Seal } from './seal.js';

/** How long the record will be kept is all that it says. */
const EXTEND_SCRIPT = `
local left = math.max(redis.call('PTTL', KEYS[1]), 0) + ARGV[1]
redis.call('SET', KEYS[1], '', 'PX', left)
return left`;

/**
 * Times that run down by themselves, shared by all instances, on a connection of their own: a call that is late here takes nothing
 * down that others wait for. While encryption keys are rotated, instances with another first one have countdowns of their own.
 */
export class Countdowns {
  readonly #options: RedisOptions;
  readonly #seal: Seal;
  readonly #link: RedisLink;

  constructor(url: string, options: RedisOptions) {
    this.#options = options;
    this.#seal = new Seal(options.encryptionKeys);
    this.#link = new RedisLink(url, options);
  }

  /** Whether the store can be reached, as far as known. */
  get available(): boolean {
    return this.#link.connected;
  }

  /**
   * Lengthens a countdown, or begins one.
   *
   * @param ms whole milliseconds, at least one
   * @returns how many are left, these included; undefined when the store cannot be asked, or the answer was lost
   */
  async extend(owner: string, ms: number): Promise<number | undefined> {
    const { namespace, onEvent } = this.#options;
    // Observers were told when the connection was lost.
    if (!this.#link.connected) return undefined;
    const [name] = this.#seal.namesOf({ namespace, owner, key: 'countdown' });
    try {
      const call = { keys: [name], arguments: [String(ms)] };
      return Number(await this.#link.call(({ client }) => client.eval(EXTEND_SCRIPT, call)));
    } catch (error) {
      onEvent({ kind: 'failed', namespace, operation: 'extend', error });
      return undefined;
    }
  }

  /** Waits for the first connection to be made or to fail, a few seconds at the most. */
  async ready(): Promise<boolean> {
    return this.#link.ready();
  }

  async close(): Promise<void> {
    await this.#link.close();
  }
}
