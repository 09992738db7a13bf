import type { RedisConnection } from './redis-connection.js';

/** Much longer than a replica needs, and so short that several of them fit into the timeout of a call. */
const WAIT_MS = 100;

/**
 * Waits for replicas to have what a connection has written. Whoever waits at the same time shares one wait, since a server lets the
 * connection do nothing else meanwhile.
 */
export class ReplicaWaits {
  /** By shard: those that have not begun. */
  readonly #next = new Map<string, Promise<boolean>>();
  readonly #latest = new Map<string, Promise<boolean>>();

  constructor(private readonly connection: RedisConnection) {}

  /**
   * @param role what the server of the name replied to `ROLE`
   * @returns whether a replica has everything written before; true where there is no replica
   */
  async isReplicated(name: string, role: unknown): Promise<boolean> {
    const [, , replicas] = role as readonly unknown[];
    if (!Array.isArray(replicas) || replicas.length === 0) return true;
    const shard = JSON.stringify(replicas.map(([host, port]: readonly unknown[]) => [host, port]));
    return this.#next.get(shard) ?? this.#begin(shard, name);
  }

  #begin(shard: string, name: string): Promise<boolean> {
    const previous = this.#latest.get(shard) ?? Promise.resolve(true);
    const wait = previous
      .catch(() => false)
      .then(async () => {
        this.#next.delete(shard);
        return Number(await this.connection.send(name, ['WAIT', '1', String(WAIT_MS)])) > 0;
      });
    this.#next.set(shard, wait);
    this.#latest.set(shard, wait);
    return wait;
  }
}
