import DataLoader from 'dataloader';
import type { OwnedRef } from '../domain/global-id.js';
import { buildTurnoverList, type Pace, type TurnoverContent, type TurnoverList } from '../domain/turnover/index.js';
import { ENDPOINTS } from './endpoints.js';
import { instantOf, recordOf } from './lenient.js';
import { ownedKey, settled } from './loader.js';
import type { SourceScope } from './source-scope.js';
import { toTurnoverContent } from './turnover.mapper.js';
import { covers, unionOf, windowKey, type BookingWindow } from './turnover.window.js';
import { senselessAnswer } from './upstream-error.js';

export interface TurnoverReading {
  /** All entries of at least the window that was asked for. */
  readonly list: TurnoverList;
  /** When XS2A read them at the bank, RFC 3339 in UTC. */
  readonly asOf: string | null;
}

interface TurnoverRequest {
  readonly account: OwnedRef;
  readonly window: BookingWindow;
}

interface WindowReading {
  readonly window: BookingWindow;
  readonly reading: Promise<TurnoverReading>;
}

/**
 * The turnovers of accounts. Upstream gives them unpaged, filtered by booking date alone: whatever an operation asks of an
 * account at the same time is answered from one call for the union of the dates.
 */
export class TurnoverSource {
  private readonly requests: DataLoader<TurnoverRequest, TurnoverReading, string>;
  private readonly read = new Map<string, WindowReading[]>();

  constructor(
    private readonly scope: SourceScope,
    private readonly pace: Pace,
  ) {
    this.requests = new DataLoader((requests) => settled(this.merge(requests)), {
      cacheKeyFn: ({ account, window }) => `${ownedKey(account)} ${windowKey(window)}`,
    });
  }

  of(account: OwnedRef, window: BookingWindow): Promise<TurnoverReading> {
    return this.requests.load({ account, window });
  }

  private merge(requests: readonly TurnoverRequest[]): Promise<TurnoverReading>[] {
    const wanted = new Map<string, BookingWindow>();
    for (const { account, window } of requests) {
      const other = wanted.get(ownedKey(account));
      wanted.set(ownedKey(account), other === undefined ? window : unionOf(other, window));
    }
    return requests.map(({ account }) => this.covering(account, wanted.get(ownedKey(account)) ?? {}));
  }

  /** What an earlier part of the operation has read serves again when it covers the window. */
  private covering(account: OwnedRef, window: BookingWindow): Promise<TurnoverReading> {
    const readings = this.read.get(ownedKey(account)) ?? [];
    const known = readings.find((other) => covers(other.window, window));
    if (known !== undefined) return known.reading;
    const reading = this.fetch(account, window);
    this.read.set(ownedKey(account), [...readings, { window, reading }]);
    return reading;
  }

  private fetch(account: OwnedRef, { from, to }: BookingWindow): Promise<TurnoverReading> {
    const { xs2a, reads, meter } = this.scope;
    const { bankUserId, xs2aId } = account;
    return reads.share(bankUserId, `turnovers ${xs2aId} ${windowKey({ from, to })}`, async () => {
      const call = { path: { accountId: xs2aId }, query: { from, to }, meter };
      const answer = recordOf((await xs2a.asBankUser(bankUserId, ENDPOINTS.listTurnovers, call)).body);
      if (answer === null || !Array.isArray(answer.turnovers)) throw senselessAnswer();
      const contents = await this.contentsOf(answer.turnovers as unknown[]);
      return { list: await buildTurnoverList(account, contents, this.pace), asOf: instantOf(answer.date) };
    });
  }

  private async contentsOf(rows: readonly unknown[]): Promise<TurnoverContent[]> {
    const { meter, onSkippedRow } = this.scope;
    const contents: TurnoverContent[] = [];
    for (const row of rows) {
      const content = toTurnoverContent(row);
      if (content !== null) contents.push(content);
      else {
        meter.skippedRows++;
        onSkippedRow(ENDPOINTS.listTurnovers.route);
      }
      if (this.pace.isOver()) await this.pace.pause();
    }
    return contents;
  }
}
