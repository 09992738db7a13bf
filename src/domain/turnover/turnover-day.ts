import type { Pace, Paced } from './pace.js';
import { sortPaced } from './sort.js';
import type { TurnoverContent } from './turnover-content.js';
import { TurnoverEntry, type TurnoverAccount } from './turnover-entry.js';
import { DayIdentity, type RepeatedIds } from './turnover-id.js';

/** The turnovers of an account of one booking day. Identified and sorted on first access. */
export class TurnoverDay {
  readonly end: number;
  #identity: DayIdentity | undefined;
  /** Indices of `contents`, by key. */
  #order: readonly number[] | undefined;

  /** @param start the place of the first content in the list */
  constructor(
    readonly account: TurnoverAccount,
    readonly date: string,
    readonly contents: readonly TurnoverContent[],
    readonly start: number,
    private readonly repeated: RepeatedIds,
  ) {
    this.end = start + contents.length;
  }

  /** Sorted by id. */
  get entries(): readonly TurnoverEntry[] {
    return this.order.map((index) => this.#entry(index));
  }

  /** The places of the entries in the list, sorted by id. */
  get places(): readonly number[] {
    return this.order.map((index) => this.start + index);
  }

  /** @param place in the list */
  entryAt(place: number): TurnoverEntry {
    return this.#entry(place - this.start);
  }

  /** The entry whose key, or possible earlier key, this is. */
  find(key: string): TurnoverEntry | undefined {
    return this.entries.find((entry) => entry.hasKey(key));
  }

  /** Sorts the day without blocking the event loop. */
  *prepare(pace: Pace): Paced<void> {
    yield* this.identity.identify(pace);
    this.#order = yield* sortPaced([...this.contents.keys()], this.byKey, pace);
  }

  keyOf(index: number): string {
    const key = this.identity.keys[index];
    if (key === undefined) throw new RangeError('No such entry on this day.');
    return key;
  }

  otherKeysOf(index: number): readonly string[] {
    return this.identity.others(index);
  }

  private get order(): readonly number[] {
    // The only entry of a day is sorted without an id.
    if (this.contents.length === 1) return [0];
    return (this.#order ??= [...this.contents.keys()].sort(this.byKey));
  }

  private get identity(): DayIdentity {
    return (this.#identity ??= new DayIdentity(this.account.xs2aId, this.date, this.contents, this.repeated));
  }

  private get byKey(): (a: number, b: number) => number {
    return (a, b) => (this.keyOf(a) < this.keyOf(b) ? -1 : 1);
  }

  #entry(index: number): TurnoverEntry {
    const content = this.contents[index];
    if (content === undefined) throw new RangeError('No such entry on this day.');
    return new TurnoverEntry(this.account, this, index, content);
  }
}
