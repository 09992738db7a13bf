import { GatewayError } from '../../errors/gateway-error.js';
import { TurnoverCursors } from './turnover-cursor.js';
import { criteriaKey, readTurnoverFilter, type TurnoverCriteria, type TurnoverFilter } from './turnover-filter.js';
import type { TurnoverOrder, TurnoverPosition } from './turnover-order.js';

/** The list that a query is for, as requested; independent of which accounts could be read. */
export interface TurnoverScope {
  readonly bankUserId: string;
  /** XS2A's ids; null for all accounts of the bank user. */
  readonly accountIds: readonly string[] | null;
  /** True: only accounts whose connection exists; false: only those whose connection is deleted; absent: both. */
  readonly connected?: boolean | null;
}

/** Relay's arguments; null is the same as absent. */
export interface TurnoverPageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A page: the first or the last `size` entries between two positions, both exclusive. */
export interface TurnoverPageRequest {
  readonly size: number;
  readonly fromEnd: boolean;
  readonly after: TurnoverPosition | null;
  readonly before: TurnoverPosition | null;
}

const DEFAULT_SIZE = 50;
export const MAX_PAGE_SIZE = 500;

/** A query over a list of turnovers, validated before anything is read from upstream. */
export class TurnoverQuery {
  readonly criteria: TurnoverCriteria;
  readonly order: TurnoverOrder;
  /** Equal for equivalent queries. */
  readonly key: string;
  readonly cursors: TurnoverCursors;

  /** Throws BAD_USER_INPUT, see {@link readTurnoverFilter}. */
  constructor(scope: TurnoverScope, filter: TurnoverFilter | null | undefined, order: TurnoverOrder) {
    this.criteria = readTurnoverFilter(filter ?? {});
    this.order = order;
    const accountIds = scope.accountIds && [...new Set(scope.accountIds)].sort();
    this.key = JSON.stringify([
      scope.bankUserId,
      accountIds,
      scope.connected ?? null,
      order,
      criteriaKey(this.criteria),
    ]);
    this.cursors = new TurnoverCursors(scope.bankUserId, this.key);
  }

  /** Earliest booking date that can match, `YYYY-MM-DD`; null for no bound. */
  get from(): string | null {
    return this.criteria.from;
  }

  /** Latest booking date that can match, `YYYY-MM-DD`; null for no bound. */
  get to(): string | null {
    return this.criteria.to;
  }

  /**
   * The page size is 50 when neither `first` nor `last` is given. Throws BAD_USER_INPUT when both are, for sizes outside 1 to 500
   * and for malformed cursors, and CURSOR_MISMATCH for cursors of another scope, filter or order.
   */
  readPage({ first, after, last, before }: TurnoverPageArgs): TurnoverPageRequest {
    if (first != null && last != null) throw refused('first and last cannot be given together.');
    const size = first ?? last ?? DEFAULT_SIZE;
    if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE)
      throw refused('The page size must be between 1 and 500.');
    return {
      size,
      fromEnd: last != null,
      after: after == null ? null : this.cursors.read(after),
      before: before == null ? null : this.cursors.read(before),
    };
  }
}

function refused(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}
