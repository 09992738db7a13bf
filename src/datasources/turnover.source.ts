import DataLoader from 'dataloader';
import { toBerlinDate } from '../domain/berlin-time.js';
import {
  buildTurnoverList,
  possibleGaps,
  type DayRange,
  type Pace,
  type TurnoverContent,
  type TurnoverList,
} from '../domain/turnover/index.js';
import type { OwnedRef } from '../domain/global-id.js';
import { whenKnown, type MaybePromise } from '../domain/maybe-promise.js';
import type { Account } from '../schema/account.type.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { instantOf, recordOf } from './xs2a/lenient.js';
import { errorOf, ownedKey, settledValues } from './loader.js';
import type { PendingAccount } from './reads/pending-account.js';
import { prefetch } from './reads/prefetch.js';
import type { Freshness } from './reads/freshness.js';
import type { Read } from './reads/read.js';
import type { OperationDependencies } from './operation-dependencies.js';
import { toTurnoverContent } from './turnover.mapper.js';
import { askedOf, covers, unionOf, windowKey, type BookingWindow } from './turnover.window.js';
import { malformedResponse } from './xs2a/upstream-error.js';

export interface TurnoverReading {
  /** All entries of at least the requested window. */
  readonly list: TurnoverList;
  readonly window: BookingWindow;
  /** When XS2A read them at the bank, RFC 3339 in UTC. */
  readonly asOf: string | null;
  /** Unreadable rows that were skipped. */
  readonly skippedRows: number;
}

interface TurnoverRequest {
  readonly account: Account | PendingAccount;
  readonly window: BookingWindow;
}

/** A read of a window, in flight or done. */
interface Reading {
  readonly window: BookingWindow;
  readonly outcome: MaybePromise<TurnoverReading | Error>;
}

/** Upstream's response with its window. */
interface FetchedTurnovers {
  readonly window: BookingWindow;
  readonly body: unknown;
}

/**
 * The turnovers of accounts. Upstream returns them without pages, filtered by booking date only: everything that an operation
 * requests of an account, on any path, comes from one call for the union of the dates.
 */
export class TurnoverSource {
  private readonly requests: DataLoader<TurnoverRequest, TurnoverReading, string>;
  /** Reads of this operation by account; each serves later requests that it covers. */
  private readonly readings = new Map<string, Reading[]>();

  constructor(
    private readonly scope: OperationDependencies,
    private readonly freshness: Freshness,
    private readonly pace: Pace,
  ) {
    this.requests = new DataLoader((requests) => this.answer(requests), {
      cacheKeyFn: ({ account, window }) => `${ownedKey(account)} ${windowKey(window)}`,
      // While lists are being read, more dates may be requested of the same accounts.
      batchScheduleFn: (answer) => void scope.reads.listsSettled().then(answer),
    });
    scope.reads.onWrite(() => {
      this.requests.clearAll();
      this.readings.clear();
    });
  }

  of(account: Account, window: BookingWindow): Promise<TurnoverReading> {
    return this.requests.load({ account, window });
  }

  /** Prefetches turnovers while the account is still being looked up. */
  begin(account: PendingAccount, window: BookingWindow): void {
    const outcome = prefetch(async () => {
      const [read = withoutOutcome()] = await this.readAll([{ account, window }]);
      this.count(read);
      return read;
    });
    this.remember(account, { window, outcome: outcome.catch(errorOf) });
  }

  /** The day of the oldest entry; null where there is none. */
  async coveredFrom(account: Account): Promise<string | null> {
    const { list } = await this.of(account, {});
    return list.days.at(-1)?.date ?? null;
  }

  /** When entries may be missing. */
  async possibleGaps(account: Account): Promise<DayRange[]> {
    const { reads, now } = this.scope;
    // It grows by the day: no result is cached with it.
    reads.record.noteOther();
    const { list, asOf } = await this.of(account, {});
    const times = { first: dayOf(account.createdAt), last: dayOf(asOf), today: toBerlinDate(now()) };
    return possibleGaps(
      list.days.map(({ date }) => date),
      times,
    );
  }

  private async answer(requests: readonly TurnoverRequest[]): Promise<(TurnoverReading | Error)[]> {
    const begun = requests.map(({ account, window }) => this.covering(account, window));
    const answers = begun.some((outcome) => outcome !== undefined)
      ? await Promise.all(begun.map((outcome) => Promise.resolve(outcome)))
      : [];
    const open = unionsOf(requests.filter((_, index) => answers[index] === undefined));
    const results = await this.readAll(open);
    const byAccount = new Map(open.map(({ account }, index) => [ownedKey(account), results[index]]));
    for (const { account } of open) {
      const read = byAccount.get(ownedKey(account)) ?? withoutOutcome();
      this.count(read);
      if (!(read instanceof Error)) this.remember(account, { window: read.window, outcome: read });
    }
    return requests.map(({ account }, index) => answers[index] ?? byAccount.get(ownedKey(account)) ?? withoutOutcome());
  }

  private async readAll(requests: readonly TurnoverRequest[]): Promise<(TurnoverReading | Error)[]> {
    return settledValues(await this.scope.reads.all(requests.map((request) => this.readOf(request))));
  }

  private covering(account: OwnedRef, window: BookingWindow): Reading['outcome'] | undefined {
    return this.readings.get(ownedKey(account))?.find((known) => covers(known.window, window))?.outcome;
  }

  private remember(account: OwnedRef, reading: Reading): void {
    const known = this.readings.get(ownedKey(account)) ?? [];
    this.readings.set(ownedKey(account), [...known, reading]);
  }

  private count(read: TurnoverReading | Error): void {
    if (!(read instanceof Error)) this.scope.meter.skippedRows += read.skippedRows;
  }

  private readOf({ account, window }: TurnoverRequest): Read<TurnoverReading> {
    return {
      bankUserId: account.bankUserId,
      key: `turnovers ${account.xs2aId}`,
      part: windowKey(window),
      dependsOn: this.freshness.ofTurnovers(account),
      fetch: () => this.fetch(account, window),
      understand: (fetched) => this.understand(account, fetched),
      bytesOf: ({ list }) => list.bytes,
      isServedBy: (known) => covers(known.window, window),
      widenedBy: (known) => this.readOf({ account, window: unionOf(known.window, window) }),
    };
  }

  private fetch({ bankUserId, xs2aId }: OwnedRef, window: BookingWindow): Promise<FetchedTurnovers> {
    const { xs2a, meter } = this.scope;
    const { from, to } = askedOf(window);
    const call = { path: { accountId: xs2aId }, query: { from, to }, rows: TURNOVER_ROWS, meter };
    return xs2a.read(bankUserId, ENDPOINTS.listTurnovers, call).then((body) => ({ window, body }));
  }

  private understand(account: OwnedRef, fetched: unknown): MaybePromise<TurnoverReading> {
    const { window, body } = fetched as FetchedTurnovers;
    const answer = recordOf(body);
    if (answer === null || !Array.isArray(answer.turnovers)) throw malformedResponse();
    const rows = answer.turnovers as (TurnoverContent | null)[];
    const contents = rows.filter((content) => content !== null);
    const skippedRows = rows.length - contents.length;
    for (let row = 0; row < skippedRows; row++) this.scope.onSkippedRow(ENDPOINTS.listTurnovers.route);
    const asOf = instantOf(answer.date);
    return whenKnown(buildTurnoverList(account, contents, this.pace), (list) => ({ list, window, asOf, skippedRows }));
  }
}

/** Mapped during the download, so that even 100,000 rows do not block the event loop; null for an unreadable row. */
const TURNOVER_ROWS = { member: 'turnovers', map: toTurnoverContent };

function dayOf(instant: string | null): string | null {
  return instant === null ? null : toBerlinDate(new Date(instant));
}

function withoutOutcome(): TypeError {
  return new TypeError('A read without an outcome');
}

/** One request per account, for all requested dates. */
function unionsOf(requests: readonly TurnoverRequest[]): TurnoverRequest[] {
  const unions = new Map<string, TurnoverRequest>();
  for (const { account, window } of requests) {
    const other = unions.get(ownedKey(account));
    unions.set(ownedKey(account), { account, window: other === undefined ? window : unionOf(other.window, window) });
  }
  return [...unions.values()];
}
