import { toBerlinTime } from '../domain/berlin-time.js';
import { isUpstreamId } from '../domain/global-id.js';
import type { Xs2aEvent } from '../schema/xs2a-event.type.js';
import { toEvent } from './event.mapper.js';
import { EventOwners } from './event.owner.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { PER_PAGE, readAllPages } from './xs2a/pages.js';
import { readableRows, type OperationDependencies } from './operation-dependencies.js';

export interface EventQuery {
  /** A day before `to` if undefined. */
  readonly from: Date | undefined;
  /** Now if undefined. */
  readonly to: Date | undefined;
  readonly type: string | undefined;
  readonly transactionId: string | undefined;
  /** The maximum number of events. */
  readonly first: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** XS2A's events, of all bank users of the API key. */
export class EventSource {
  private readonly owners: EventOwners;

  constructor(private readonly scope: OperationDependencies) {
    this.owners = new EventOwners(scope.wizardSessions, scope.seenConnections);
  }

  /** The newest first, whatever upstream's order: all pages of the time are read. */
  async list({ from, to, type, transactionId, first }: EventQuery): Promise<Xs2aEvent[]> {
    const { reads, meter, now } = this.scope;
    reads.record.noteOther();
    if (transactionId !== undefined && !isUpstreamId(transactionId)) return [];
    const end = (to ?? now()).getTime();
    const start = from?.getTime() ?? end - DAY_MS;
    if (start > end) return [];
    meter.plan(1);
    const rows = await this.readRows({
      transaction_id: transactionId,
      type,
      from: toBerlinTime(new Date(start)),
      // In the hour that occurs twice in October, upstream reads the second one as the first.
      to: toBerlinTime(new Date(end + HOUR_MS)),
    });
    const events = readableRows(rows, toEvent, ENDPOINTS.listEvents.route, this.scope);
    // Rows that moved to another page meanwhile come twice.
    const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
    // XS2A's times have whole seconds.
    const isAsked = ({ createdAt }: Xs2aEvent) =>
      createdAt === null || isWithin(Date.parse(createdAt), Math.floor(start / 1_000) * 1_000, end);
    return distinct.filter(isAsked).sort(newestFirst).slice(0, first);
  }

  /** XS2A's id of the bank user; undefined when it is not known. */
  ownerOf(event: Xs2aEvent): Promise<string | undefined> {
    return this.owners.ownerOf(event);
  }

  private readRows(query: Readonly<Record<string, string | undefined>>): Promise<unknown[]> {
    const { xs2a, meter } = this.scope;
    const pageAt = async (page: number) => {
      const call = { query: { ...query, per_page: PER_PAGE, page }, meter };
      return (await xs2a.withApiKey(ENDPOINTS.listEvents, call)).body;
    };
    return readAllPages(pageAt, (pages) => {
      meter.plan(pages);
    });
  }
}

function isWithin(time: number, start: number, end: number): boolean {
  return time >= start && time <= end;
}

/** Those without a time last; upstream's order among equals. */
function newestFirst(one: Xs2aEvent, other: Xs2aEvent): number {
  return (other.createdAt ?? '').localeCompare(one.createdAt ?? '');
}
