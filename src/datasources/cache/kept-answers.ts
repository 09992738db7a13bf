import type { SharedReads } from '../shared-reads.js';
import type { AnswerCache } from './answer-cache.js';
import { isServed, type CachedRead, type ReadMoment } from './cached-read.js';
import type { SharedAnswer, SharedAnswers } from './shared-answers.js';

/** An answer that has just been read. */
export interface FreshAnswer<T> {
  readonly version: string;
  /** Epoch milliseconds: when reading it began. */
  readonly readAt: number;
  /** As it came. */
  readonly answer: unknown;
  readonly value: T;
}

/** What was found, and where: in this process's memory, or in the store that instances share. */
export type Found<T> =
  | {
      readonly where: 'own';
      readonly value: T;
      /** Epoch milliseconds: when reading it began. */
      readonly readAt: number;
    }
  | { readonly where: 'shared'; readonly value: T };

/** In estimated bytes of memory. Longer answers are left to each instance: writing them as JSON would hold up everybody else. */
const LONGEST_SHARED = 1024 * 1024;

/** What was read before, in this process and, where there are several, in the others. */
export class KeptAnswers {
  constructor(
    private readonly cache: AnswerCache,
    private readonly shared: SharedAnswers | undefined,
    private readonly reads: SharedReads,
  ) {}

  /** What holds at the moment, be it of the part that is read or of another one. */
  async find<T extends object>(read: CachedRead<T>, moment: ReadMoment): Promise<Found<T> | undefined> {
    const own = await this.findOwn(read, moment);
    if (this.shared === undefined || (own !== undefined && isServed(read, own.value))) return own;
    const shared = await this.findShared(this.shared, read, moment);
    const isBetter = shared !== undefined && (own === undefined || isServed(read, shared));
    return isBetter ? { value: shared, where: 'shared' } : own;
  }

  keep<T extends object>(read: CachedRead<T>, fresh: FreshAnswer<T>): void {
    const { bankUserId, key } = read;
    const { version, readAt, answer, value } = fresh;
    const known = this.cache.get(bankUserId, key, version)?.value as T | undefined;
    // Somebody who has read more at the same time was faster.
    if (known !== undefined && isServed(read, known)) return;
    this.keepOwn(read, fresh);
    if (this.shared !== undefined && read.bytesOf(value) <= LONGEST_SHARED) {
      // What cannot be shared is read by each instance.
      this.shared.keep(bankUserId, key, version, readAt, answer).catch(() => undefined);
    }
  }

  forget(bankUserId: string): void {
    this.cache.forget(bankUserId);
  }

  private async findOwn<T extends object>(
    read: CachedRead<T>,
    moment: ReadMoment,
  ): Promise<(Found<T> & { where: 'own' }) | undefined> {
    const { bankUserId, key } = read;
    // What is not there at all need not wait for its version.
    if (!this.cache.has(bankUserId, key)) return undefined;
    const version = await currentVersion(read, moment);
    const kept = version === undefined ? undefined : this.cache.get(bankUserId, key, version);
    // Nobody is to wait for the version because of it once more.
    if (kept === undefined) this.cache.drop(bankUserId, key);
    return kept && { where: 'own', value: kept.value as T, readAt: kept.readAt };
  }

  private async findShared<T extends object>(
    shared: SharedAnswers,
    read: CachedRead<T>,
    moment: ReadMoment,
  ): Promise<T | undefined> {
    const { bankUserId, key } = read;
    const found = await shared.find(bankUserId, key);
    if (found === undefined) return undefined;
    if ((await currentVersion(read, moment)) !== found.version) {
      void shared.drop(bankUserId, key);
      return undefined;
    }
    return this.reads.share(bankUserId, `${found.version} shared ${key}`, () => this.takeOver(read, found));
  }

  private async takeOver<T extends object>(read: CachedRead<T>, { version, readAt, unpack }: SharedAnswer): Promise<T> {
    const value = await read.understand(await unpack());
    const own = this.cache.get(read.bankUserId, read.key, version)?.value as T | undefined;
    // Longer answers are not shared: what is here may cover more.
    if (own === undefined || isServed(read.widenedBy?.(own) ?? read, value)) {
      this.keepOwn(read, { version, readAt, value });
    }
    return value;
  }

  private keepOwn<T extends object>(read: CachedRead<T>, fresh: Omit<FreshAnswer<T>, 'answer'>): void {
    const { version, readAt, value } = fresh;
    this.cache.set(read.bankUserId, read.key, { version, readAt, value, bytes: read.bytesOf(value) });
  }
}

async function currentVersion<T extends object>(read: CachedRead<T>, moment: ReadMoment): Promise<string | undefined> {
  await read.confirm?.();
  return read.version(moment);
}
