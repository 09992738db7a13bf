import { randomUUID } from 'node:crypto';
import type { RedisConfig } from '../config/config.js';
import { anyServerOf } from './open-connection.js';
import { RedisLink, type RedisOptions } from './redis-link.js';
import { Seal, type Place } from './seal.js';

/** Publish and subscribe between instances; what is sent while somebody is not connected is lost for them. */
export interface NoticeChannel {
  /** Never fails; the notice may get lost. */
  publish(notice: string): void;
  /** @param listener called for the notices of other instances */
  listen(listener: (notice: string) => void): void;
  /** Finds out whether the connection is still alive. */
  check(): void;
  close(): Promise<void>;
}

/** Notices that are older say nothing any more, also when somebody sends them again. */
const LIFE_MS = 60_000;

/**
 * Over Redis, sealed like its records. A connection that is subscribed takes no other commands, so there are two. Instances
 * without the newest encryption key get no notices of those that have it.
 */
export class RedisNoticeChannel implements NoticeChannel {
  readonly #instance = randomUUID();
  readonly #place: Place;
  readonly #seal: Seal;
  readonly #sending: RedisLink;
  readonly #receiving: RedisLink;
  #listener: ((notice: string) => void) | undefined;

  constructor(config: RedisConfig, options: RedisOptions) {
    const server = anyServerOf(config);
    this.#place = { namespace: options.namespace, owner: 'gateway', key: 'notices' };
    this.#seal = new Seal(options.encryptionKeys);
    this.#sending = new RedisLink(server, options);
    this.#receiving = new RedisLink(server, {
      ...options,
      onEvent: (event) => {
        options.onEvent(event);
        if (event.kind === 'connected') this.#subscribe();
      },
    });
  }

  publish(notice: string): void {
    const [name] = this.#seal.namesOf(this.#place);
    const sealed = this.#seal.seal(this.#place, [this.#instance, notice], LIFE_MS);
    this.#sending.call((connection) => connection.send(name, ['PUBLISH', name, sealed])).catch(() => undefined);
  }

  listen(listener: (notice: string) => void): void {
    this.#listener = listener;
  }

  check(): void {
    this.#receiving.call((connection) => connection.send('', ['PING'])).catch(() => undefined);
  }

  async close(): Promise<void> {
    await Promise.all([this.#sending.close(), this.#receiving.close()]);
  }

  #subscribe(): void {
    const names = this.#seal.namesOf(this.#place);
    this.#receiving.call((connection) => connection.subscribe(names, this.#receive)).catch(() => undefined);
  }

  readonly #receive = (sealed: string): void => {
    try {
      const [instance, notice] = this.#seal.open(this.#place, sealed) as [unknown, unknown];
      if (instance !== this.#instance && typeof notice === 'string') this.#listener?.(notice);
    } catch {
      // Not from an instance with one of these keys, or too old.
    }
  };
}
