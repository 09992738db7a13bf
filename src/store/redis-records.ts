import KeyvRedis from '@keyv/redis';
import type { Keyv } from 'keyv';
import { recordKeyv } from './record-keyv.js';
import type { RecordNames, Records } from './records.js';
import { RedisLink, type RedisClient, type RedisLinkOptions } from './redis-link.js';
import { StoreUnavailable } from './store-errors.js';

/** Writes the first key unless there is one of all the keys. */
const ADD_SCRIPT = `
if redis.call('EXISTS', unpack(KEYS)) > 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/** Making connections is the link's work: by default this adapter opens one of its own when it finds the client closed. */
class LinkedKeyvRedis extends KeyvRedis<string> {
  readonly #client: RedisClient;

  constructor(client: RedisClient) {
    super(client, { throwOnErrors: true });
    this.#client = client;
  }

  override getClient(): ReturnType<KeyvRedis<string>['getClient']> {
    return this.#client.isReady ? Promise.resolve(this.client) : Promise.reject(new StoreUnavailable());
  }
}

export class RedisRecords implements Records {
  readonly #link: RedisLink;
  readonly #keyv: Keyv<string>;

  constructor(options: RedisLinkOptions) {
    this.#link = new RedisLink(options);
    this.#keyv = recordKeyv(new LinkedKeyvRedis(this.#link.client));
  }

  get available(): boolean {
    return this.#link.connected;
  }

  async get(names: RecordNames): Promise<string | undefined> {
    return this.#link.call(async () => {
      for (const name of names) {
        const record = await this.#keyv.get(name);
        if (record !== undefined) return record;
      }
      return undefined;
    });
  }

  /** A record under an older name would be found by instances that do not know the newest key yet. */
  async set([newest, ...older]: RecordNames, record: string, ttlMs: number): Promise<void> {
    await this.#link.call(async () => {
      await this.#keyv.set(newest, record, ttlMs);
      if (older.length > 0) await this.#keyv.deleteMany(older);
    });
  }

  async add(names: RecordNames, record: string, ttlMs: number): Promise<boolean> {
    const { client } = this.#link;
    return this.#link.call(async () => {
      if (names.length === 1) return (await client.set(names[0], record, { NX: true, PX: ttlMs })) === 'OK';
      return (await client.eval(ADD_SCRIPT, { keys: [...names], arguments: [record, String(ttlMs)] })) === 1;
    });
  }

  async delete(names: RecordNames): Promise<void> {
    await this.#link.call(() => this.#keyv.deleteMany([...names]));
  }

  async ready(): Promise<boolean> {
    return this.#link.ready();
  }

  async close(): Promise<void> {
    await this.#link.close();
  }
}
