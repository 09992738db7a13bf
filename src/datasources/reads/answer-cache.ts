import type { InFlightReads } from './in-flight-reads.js';
import type { MemoryCache } from './memory-cache.js';
import { isServed, type Read, type ReadStart, type Stamp } from './read.js';
import type { RemoteCache } from './remote-cache.js';
import type { WriteRecords, WriteState } from './write-records.js';

/** A cached answer that is as good as a new one, and where it was found. */
export interface Hit<T> {
  readonly where: 'memory' | 'remote';
  readonly value: T;
  /** Epoch milliseconds: when reading it began. */
  readonly readAt: number;
}

/** An answer that has just been read. */
export interface FreshAnswer<T extends object> {
  readonly read: Read<T>;
  readonly start: ReadStart;
  /** As they were before the read. */
  readonly writes: WriteState;
  /** As it came. */
  readonly answer: unknown;
  readonly value: T;
}

/** In estimated bytes of memory. Longer answers are left to each instance: writing them as JSON would hold up everybody else. */
const MAX_REMOTE_BYTES = 1024 * 1024;

/** What was read before, in this process and, where there are several, in the others. */
export class AnswerCache {
  constructor(
    private readonly memory: MemoryCache<Stamp>,
    private readonly remote: RemoteCache | undefined,
    private readonly inFlight: InFlightReads,
    private readonly records: WriteRecords,
  ) {}

  /** Whether there may be an answer: what is not there at all need not wait to be confirmed. */
  mayHave<T extends object>({ bankUserId, key }: Read<T>): boolean {
    return this.remote !== undefined || this.memory.has(bankUserId, key);
  }

  /** What holds at the moment, be it of the part that is read or of another one. */
  async find<T extends object>(read: Read<T>, writes: WriteState): Promise<Hit<T> | undefined> {
    const own = await this.findInMemory(read, writes);
    if (this.remote === undefined || (own !== undefined && isServed(read, own.value))) return own;
    const other = await this.findRemote(this.remote, read, writes);
    return other !== undefined && (own === undefined || isServed(read, other.value)) ? other : own;
  }

  /** Caches what may be cached. A write that was recorded since the read began may have come before the answer or after it. */
  async keep(fresh: readonly FreshAnswer<object>[]): Promise<void> {
    const stamps = await Promise.all(
      fresh.map(({ read, start, writes, value }) => read.dependsOn.stamp(start, writes, value).catch(() => undefined)),
    );
    const tokens = new Map<string, Promise<string | undefined>>();
    await Promise.all(
      fresh.map(async (answer, index) => {
        const { bankUserId } = answer.read;
        const stamp = stamps[index];
        if (stamp === undefined) return;
        const token = tokens.get(bankUserId) ?? this.records.stateOf(bankUserId).then((state) => state?.token);
        tokens.set(bankUserId, token);
        if ((await token) === answer.writes.token) this.put(answer, stamp);
      }),
    );
  }

  private put<T extends object>({ read, answer, value }: FreshAnswer<T>, stamp: Stamp): void {
    const { bankUserId, key } = read;
    const known = this.memory.get(bankUserId, key);
    const isNewer = known?.stamp.generation === stamp.generation && known.stamp.readAt >= stamp.readAt;
    // Somebody who has read more at the same time was faster.
    if (isNewer && isServed(read, known.value as T)) return;
    this.putInMemory(read, value, stamp);
    if (this.remote !== undefined && read.bytesOf(value) <= MAX_REMOTE_BYTES) {
      // What cannot be shared is read by each instance.
      this.remote.set(bankUserId, key, stamp, answer).catch(() => undefined);
    }
  }

  private async findInMemory<T extends object>(read: Read<T>, writes: WriteState): Promise<Hit<T> | undefined> {
    const { bankUserId, key, dependsOn } = read;
    const cached = this.memory.get(bankUserId, key);
    if (cached === undefined) return undefined;
    const value = cached.value as T;
    if (await dependsOn.holds(cached.stamp, writes, value)) {
      return { where: 'memory', value, readAt: cached.stamp.readAt };
    }
    // Nobody is to wait once more to find that out.
    if (this.memory.get(bankUserId, key) === cached) this.memory.drop(bankUserId, key);
    return undefined;
  }

  private async findRemote<T extends object>(
    remote: RemoteCache,
    read: Read<T>,
    writes: WriteState,
  ): Promise<Hit<T> | undefined> {
    const { bankUserId, key, dependsOn } = read;
    const found = await remote.get(bankUserId, key);
    if (found === undefined) return undefined;
    const { stamp, unpack } = found;
    const value = await this.inFlight.share(bankUserId, `${stamp.readAt} ${stamp.generation} remote ${key}`, async () =>
      read.understand(await unpack()),
    );
    if (!(await dependsOn.holds(stamp, writes, value))) {
      void remote.drop(bankUserId, key);
      return undefined;
    }
    const own = this.memory.get(bankUserId, key)?.value as T | undefined;
    // Longer answers are not shared: what is here may cover more.
    if (own === undefined || isServed(read.widenedBy?.(own) ?? read, value)) this.putInMemory(read, value, stamp);
    return { where: 'remote', value, readAt: stamp.readAt };
  }

  private putInMemory<T extends object>(read: Read<T>, value: T, stamp: Stamp): void {
    this.memory.set(read.bankUserId, read.key, { stamp, value, bytes: read.bytesOf(value) });
  }
}
