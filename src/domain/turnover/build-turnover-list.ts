import type { OwnedRef } from '../global-id.js';
import { Interner } from './interner.js';
import { pacedSort } from './paced-sort.js';
import { Pace } from './pace.js';
import type { TurnoverContent } from './turnover-content.js';
import { TurnoverAccount, TurnoverEntry } from './turnover-entry.js';
import { identifyDay } from './turnover-key.js';
import { TurnoverList } from './turnover-list.js';
import { searchTextLength } from './search-text.js';
import { TURNOVER_COMPARATORS } from './turnover-order.js';

/** What an entry takes besides its texts: its fields, its key, its places in the four orders, measured in V8. */
const ENTRY_BYTES = 240;

/**
 * Identifies and sorts what upstream answered for one account. `contents` must be whole booking days, every entry of each: ids
 * depend on it (see {@link identifyDay}). Gives the event loop back about every 10 ms; give lists that are built in one process
 * the same pace, so that they take turns.
 */
export function buildTurnoverList(
  account: OwnedRef,
  contents: readonly TurnoverContent[],
  pace = new Pace(),
): Promise<TurnoverList> {
  return new ListBuilder(new TurnoverAccount(account), pace).build(contents);
}

class ListBuilder {
  readonly #interner = new Interner();
  readonly #entries: TurnoverEntry[] = [];
  #bytes = 0;

  constructor(
    private readonly account: TurnoverAccount,
    private readonly pace: Pace,
  ) {}

  async build(contents: readonly TurnoverContent[]): Promise<TurnoverList> {
    const days = await this.#byDay(contents);
    for (const day of [...days.keys()].sort().reverse()) {
      await this.#addDay(days.get(day) ?? []);
      days.delete(day);
    }
    return new TurnoverList(this.account, this.#entries, this.#bytes + this.#interner.bytes);
  }

  async #byDay(contents: readonly TurnoverContent[]): Promise<Map<string, TurnoverContent[]>> {
    const days = new Map<string, TurnoverContent[]>();
    for (const content of contents) {
      const day = days.get(content.bookingDate);
      if (day === undefined) days.set(content.bookingDate, [content]);
      else day.push(content);
      if (this.pace.isOver()) await this.pace.pause();
    }
    return days;
  }

  async #addDay(contents: readonly TurnoverContent[]): Promise<void> {
    const keys = await identifyDay(this.account, contents, this.pace);
    const entries: TurnoverEntry[] = [];
    for (const [index, content] of contents.entries()) {
      this.#bytes += ENTRY_BYTES + searchTextLength(content);
      entries.push(new TurnoverEntry(this.account, keys[index] ?? '', this.#interner.intern(content)));
      if (this.pace.isOver()) await this.pace.pause();
    }
    for (const entry of await pacedSort(entries, TURNOVER_COMPARATORS.BOOKING_DATE_DESC, this.pace)) {
      this.#entries.push(entry);
    }
  }
}
