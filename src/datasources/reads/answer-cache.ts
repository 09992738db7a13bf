import { areSettled, connectionsOf, holds, stampOf } from './freshness.js';
import type { InFlightReads } from './in-flight-reads.js';
import type { MemoryCache } from './memory-cache.js';
import { isServed, type Basis, type Read, type ReadStart, type Stamp } from './read.js';
import type { RemoteAnswer, RemoteCache } from './remote-cache.js';
import type { SyncState } from './seen-connections.js';
import type { WriteRecords, WriteState } from './write-records.js';

/** A valid cached answer, and where it was found. */
export interface Hit<T> {
  readonly where: 'memory' | 'remote';
  readonly value: T;
  /** Start of the read, in epoch milliseconds. */
  readonly readAt: number;
}

/** An answer that has just been read. */
export interface FreshAnswer<T extends object> {
  readonly read: Read<T>;
  readonly start: ReadStart;
  /** The writes known before the read. */
  readonly writes: WriteState;
  /** Upstream's response. */
  readonly answer: unknown;
  readonly value: T;
}

/** The dependencies of an answer and their state at a time. */
interface Ground {
  readonly basis: Basis;
  readonly connections: readonly SyncState[];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Validates cached answers with the same dependencies. */
type IsValid = (stamp: Stamp) => boolean;

/** In estimated bytes of memory. Larger answers are not shared: serialising them would block the event loop. */
const MAX_REMOTE_BYTES = 1024 * 1024;

/** Answers cached in this process and, when instances share them, in the store. */
export class AnswerCache {
  constructor(
    private readonly memory: MemoryCache<Stamp>,
    private readonly remote: RemoteCache | undefined,
    private readonly inFlight: InFlightReads,
    private readonly records: WriteRecords,
  ) {}

  /** Whether there may be an entry: without one, there is nothing to validate. */
  mayHave<T extends object>({ bankUserId, key }: Read<T>): boolean {
    return this.remote !== undefined || this.memory.has(bankUserId, key);
  }

  /** Valid entries, for the part that is read or one that covers it. @param reads of one bank user */
  async find<T extends object>(reads: readonly Read<T>[], writes: WriteState): Promise<(Hit<T> | undefined)[]> {
    const own = await this.findInMemory(reads, writes);
    const { remote } = this;
    if (remote === undefined) return own;
    return Promise.all(
      reads.map(async (read, index) => {
        const hit = own[index];
        if (hit !== undefined && isServed(read, hit.value)) return hit;
        const other = await this.findRemote(remote, read, writes).catch(() => undefined);
        return other !== undefined && (hit === undefined || isServed(read, other.value)) ? other : hit;
      }),
    );
  }

  /**
   * Caches what may be cached. A write recorded since the start of the read may have come before or after the answer, so the
   * answer is not cached then.
   */
  async keep<T extends object>(fresh: readonly FreshAnswer<T>[]): Promise<void> {
    const starts = await successesOf(fresh.map(({ start }) => start.syncs));
    const bases = await successesOf(fresh.map(({ read }) => read.dependsOn.basis()));
    const settled = fresh.flatMap((answer, index) => {
      const [syncs, basis] = [starts[index], bases[index]];
      if (syncs === undefined || basis === undefined) return [];
      const connections = connectionsOf(basis, syncs);
      const { at } = answer.start;
      if (connections === undefined || !areSettled(connections, at)) return [];
      return [{ answer, ground: { basis, connections, at } }];
    });
    for (const writes of new Set(settled.map(({ answer }) => answer.writes))) {
      const own = settled.filter(({ answer }) => answer.writes === writes);
      await load(
        writes,
        own.map(({ ground }) => ground),
      );
      const [first] = own;
      // Read after the generations, so that a write in between shows.
      const now = first && (await this.records.stateOf(first.answer.read.bankUserId));
      if (now?.token !== writes.token) continue;
      for (const { answer, ground } of own) {
        const stamp = stampOf(ground.basis, ground.at, ground.connections, writes);
        if (stamp !== undefined) this.put(answer, stamp);
      }
    }
  }

  private put<T extends object>({ read, answer, value }: FreshAnswer<T>, stamp: Stamp): void {
    const { bankUserId, key } = read;
    const known = this.memory.get(bankUserId, key);
    const isNewer = known?.stamp.generation === stamp.generation && known.stamp.readAt >= stamp.readAt;
    // Another read was faster and covers more.
    if (isNewer && isServed(read, known.value as T)) return;
    this.putInMemory(read, value, stamp);
    if (this.remote !== undefined && read.bytesOf(value) <= MAX_REMOTE_BYTES) {
      // On failure, each instance reads it itself.
      this.remote.set(bankUserId, key, stamp, answer).catch(() => undefined);
    }
  }

  private async findInMemory<T extends object>(
    reads: readonly Read<T>[],
    writes: WriteState,
  ): Promise<(Hit<T> | undefined)[]> {
    const cached = reads.map(({ bankUserId, key }) => this.memory.get(bankUserId, key));
    const checks = await checksOf(
      reads.map((read, index) => (cached[index] === undefined ? undefined : read)),
      writes,
    );
    return reads.map(({ bankUserId, key }, index) => {
      const answer = cached[index];
      if (answer === undefined) return undefined;
      const { stamp } = answer;
      if (checks[index]?.(stamp) === true) return { where: 'memory', value: answer.value as T, readAt: stamp.readAt };
      // Dropped, so that the next read does not validate it again.
      if (this.memory.get(bankUserId, key) === answer) this.memory.drop(bankUserId, key);
      return undefined;
    });
  }

  private async findRemote<T extends object>(
    remote: RemoteCache,
    read: Read<T>,
    writes: WriteState,
  ): Promise<Hit<T> | undefined> {
    const { bankUserId, key } = read;
    const found = await remote.get(bankUserId, key);
    if (found === undefined) return undefined;
    const { stamp } = found;
    const [isValid] = await checksOf([read], writes);
    if (isValid?.(stamp) !== true) {
      void remote.drop(bankUserId, key);
      return undefined;
    }
    return this.inFlight.share(bankUserId, `${stamp.readAt} ${stamp.generation} remote ${key}`, () =>
      this.takeOver(read, found),
    );
  }

  private async takeOver<T extends object>(read: Read<T>, { stamp, unpack }: RemoteAnswer): Promise<Hit<T>> {
    const value = await read.understand(await unpack());
    const own = this.memory.get(read.bankUserId, read.key)?.value as T | undefined;
    // Larger answers are not shared, so the local entry may cover more.
    if (own === undefined || isServed(read.widenedBy?.(own) ?? read, value)) this.putInMemory(read, value, stamp);
    return { where: 'remote', value, readAt: stamp.readAt };
  }

  private putInMemory<T extends object>(read: Read<T>, value: T, stamp: Stamp): void {
    this.memory.set(read.bankUserId, read.key, { stamp, value, bytes: read.bytesOf(value) });
  }
}

/** By the current state of the dependencies; undefined where it can't be determined. */
async function checksOf<T extends object>(
  reads: readonly (Read<T> | undefined)[],
  writes: WriteState,
): Promise<(IsValid | undefined)[]> {
  const first = reads.find((read) => read !== undefined);
  if (first === undefined) return [];
  const bases = await successesOf(reads.map((read) => read?.dependsOn.basis()));
  const { at, syncs } = await first.dependsOn.currently();
  const grounds = [...new Set(bases)].flatMap((basis): Ground[] => {
    const connections = basis && connectionsOf(basis, syncs);
    return basis && connections ? [{ basis, connections, at }] : [];
  });
  await load(writes, grounds);
  const checks = new Map(grounds.map((ground) => [ground.basis, checkOf(ground, writes)]));
  return bases.map((basis) => basis && checks.get(basis));
}

function checkOf({ basis, connections, at }: Ground, writes: WriteState): IsValid {
  const now = stampOf(basis, at, connections, writes);
  return (stamp) => now !== undefined && holds(stamp, now, connections);
}

/** Undefined for each promise that is rejected. Most are values in hand or the same promise, for which none are made. */
async function successesOf<T>(values: readonly (T | Promise<T>)[]): Promise<readonly (T | undefined)[]> {
  if (!values.some((value) => value instanceof Promise)) return values as readonly T[];
  const distinct = [...new Set(values)];
  const found = await Promise.all(
    distinct.map((value) => (value instanceof Promise ? value.catch(() => undefined) : value)),
  );
  return values.map((value) => found[distinct.indexOf(value)]);
}

async function load(writes: WriteState, grounds: readonly Ground[]): Promise<void> {
  await writes.load(
    grounds.flatMap(({ basis }) => basis.scopes),
    grounds.flatMap(({ connections }) => connections.map(({ xs2aId }) => xs2aId)),
  );
}
