import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { Meter } from '../meter.js';
import { OncePerBankUser } from '../once-per-bank-user.js';
import type { ReadBudget } from '../read-budget.js';
import { ReadsUnderWay } from '../reads-under-way.js';
import { hasChangedNothing } from '../upstream-error.js';
import { inRead, linkSpanTo } from '../../tracing/spans.js';
import { readNameOf, type ReadName } from './cache-event.js';
import { isServed, type CachedRead, type ReadMoment } from './cached-read.js';
import type { Found } from './kept-answers.js';
import { ReadRecord } from './read-record.js';
import type { ReadThrough } from './read-through.js';

/** What is kept of a read, or what remains to be read, and when that was found out. */
type LookUp<T extends object> = Found<T> | { readonly open: CachedRead<T>; readonly moment: ReadMoment | undefined };

/**
 * The reads of one operation: from what is kept where it is as good as a new answer, together with others where the same is
 * being read already, from upstream otherwise, as far as the operation's budget goes.
 */
export class CachedReads {
  readonly record = new ReadRecord();
  private readonly epochs: OncePerBankUser<string | undefined>;
  private readonly listeners: ((bankUserId: string) => void)[] = [];
  private readonly finding = new ReadsUnderWay();

  constructor(
    private readonly through: ReadThrough,
    private readonly meter: Meter,
    private readonly budget: ReadBudget,
    private readonly now: () => Date,
  ) {
    this.epochs = new OncePerBankUser((bankUserId) => through.epochs.of(bankUserId));
  }

  /** Never from what is kept; shared with whoever reads the same at this moment, if nothing was written in between. */
  share<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    this.record.noteOther();
    return this.shareNow(bankUserId, key, fetch);
  }

  /** As `share`, for what leads to more of which can be asked, see `allFound`. */
  find<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    return this.finding.track(this.share(bankUserId, key, fetch));
  }

  /** As `find`, for the list that says how old everything else is. */
  findConnections<T>(bankUserId: string, fetch: () => Promise<T>): Promise<T> {
    this.record.noteConnections(bankUserId);
    return this.finding.track(this.shareNow(bankUserId, 'connections', fetch));
  }

  /** As `one`, for what leads to more of which can be asked, see `allFound`. */
  findKept<T extends object>(read: CachedRead<T>): Promise<T> {
    return this.finding.track(this.one(read));
  }

  /** Others wait for it as for what leads to more of which can be asked, see `allFound`. */
  track<T>(read: Promise<T>): Promise<T> {
    return this.finding.track(read);
  }

  /** Resolves when nothing is being read of which more could then be asked. */
  allFound(): Promise<void> {
    return this.finding.settled();
  }

  /** Side by side; the budget is asked once for all that has to be read, before the first of it is. */
  async all<T extends object>(wanted: readonly CachedRead<T>[]): Promise<PromiseSettledResult<T>[]> {
    const [first] = wanted;
    if (first === undefined) return [];
    const name = readNameOf(first.key);
    return inRead(name, wanted.length, () => this.lookUpAndRead(name, wanted));
  }

  private async lookUpAndRead<T extends object>(
    name: ReadName,
    wanted: readonly CachedRead<T>[],
  ): Promise<PromiseSettledResult<T>[]> {
    const found = await Promise.all(wanted.map((read) => this.lookUp(read)));
    this.note(wanted, found);
    const misses = found.filter((lookUp) => 'open' in lookUp).length;
    this.meter.cacheHits += wanted.length - misses;
    const shared = found.filter((lookUp) => 'where' in lookUp && lookUp.where === 'shared').length;
    this.tell(name, {
      hit: wanted.length - misses - shared,
      sharedHit: shared,
      miss: misses,
    });
    const refusal = misses === 0 ? undefined : this.budget.refusalOf(misses);
    return Promise.allSettled(
      found.map(async (lookUp) => {
        if ('value' in lookUp) return lookUp.value;
        if (refusal !== undefined) throw refusal;
        return this.readAnew(lookUp.open, lookUp.moment);
      }),
    );
  }

  /**
   * Writes to a bank user's data. Everything is read anew afterwards, by this operation as well, also when the write's answer
   * was lost: it may have happened. A write that has certainly changed nothing leaves everything as it was.
   *
   * @param synced the connection whose sync is what is written, if it is one
   */
  async writing<T>(bankUserId: string, write: () => Promise<T>, synced?: BankConnection): Promise<T> {
    // The result of a mutation is never one to be kept.
    this.record.noteOther();
    const written = await write().catch(async (error: unknown) => {
      if (!hasChangedNothing(error)) await this.changed(bankUserId, synced);
      throw error;
    });
    await this.changed(bankUserId, synced);
    return written;
  }

  /** Something was written, or done by the person at the bank, that may have changed anything of the bank user's. */
  async changed(bankUserId: string, synced?: BankConnection): Promise<void> {
    this.record.noteOther();
    await this.through.changed(bankUserId, synced);
    this.epochs.forget(bankUserId);
    for (const forget of this.listeners) forget(bankUserId);
  }

  /** Loaders of the operation forget what they have read before a write. */
  onWrite(forget: (bankUserId: string) => void): void {
    this.listeners.push(forget);
  }

  /** Undefined while nothing may be kept, nor served from what was kept. */
  async momentFor(bankUserId: string): Promise<ReadMoment | undefined> {
    const epoch = await this.epochs.of(bankUserId);
    return epoch === undefined ? undefined : { epoch, at: this.now().getTime() };
  }

  async one<T extends object>(read: CachedRead<T>): Promise<T> {
    const [settled] = await this.all([read]);
    if (settled === undefined) throw new TypeError('A read without an outcome');
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  private async lookUp<T extends object>(read: CachedRead<T>): Promise<LookUp<T>> {
    const moment = await this.momentFor(read.bankUserId);
    // Where it cannot be found out what holds, nothing does.
    const found = moment && (await this.through.kept.find(read, moment).catch(() => undefined));
    if (found === undefined) return { open: read, moment };
    return isServed(read, found.value) ? found : { open: read.widenedBy?.(found.value) ?? read, moment };
  }

  /** @param moment before the read, so that a write during it shows */
  private readAnew<T extends object>(read: CachedRead<T>, moment: ReadMoment | undefined): Promise<T> {
    const { bankUserId, key, part = '' } = read;
    return this.shareUnder(moment?.epoch, bankUserId, `${key} ${part}`, () => this.readAndKeep(read, moment));
  }

  private async readAndKeep<T extends object>(read: CachedRead<T>, moment: ReadMoment | undefined): Promise<T> {
    const answering = read.fetch().then(async (answer) => ({ answer, value: await read.understand(answer) }));
    // The version may be learnt beside it: a sync that has ended since the read began is not settled at its beginning.
    const [fresh, version] = await Promise.all([answering, moment && read.version(moment).catch(() => undefined)]);
    if (moment !== undefined && version !== undefined) {
      this.through.kept.keep(read, { ...fresh, version, readAt: moment.at });
    }
    return fresh.value;
  }

  private shareNow<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    return inRead(readNameOf(key), 1, async () => {
      const epoch = await this.epochs.of(bankUserId);
      this.budget.plan(1);
      return this.shareUnder(epoch, bankUserId, key, fetch);
    });
  }

  private shareUnder<T>(
    epoch: string | undefined,
    bankUserId: string,
    key: string,
    fetch: () => Promise<T>,
  ): Promise<T> {
    return this.through.reads.share(bankUserId, `${epoch ?? ''} ${key}`, fetch, (place) => {
      linkSpanTo(place);
      this.through.tell({ read: readNameOf(key), event: 'joined', count: 1 });
    });
  }

  private note<T extends object>(wanted: readonly CachedRead<T>[], found: readonly LookUp<T>[]): void {
    found.forEach((lookUp, index) => {
      const bankUserId = wanted[index]?.bankUserId;
      if (bankUserId !== undefined && 'where' in lookUp && lookUp.where === 'own')
        this.record.noteKept(bankUserId, lookUp.readAt);
      else this.record.noteOther();
    });
  }

  private tell(read: ReadName, counts: Readonly<Record<'hit' | 'sharedHit' | 'miss', number>>): void {
    for (const event of ['hit', 'sharedHit', 'miss'] as const) {
      if (counts[event] > 0) this.through.tell({ read, event, count: counts[event] });
    }
  }
}
