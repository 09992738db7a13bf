import { placeOfSpan, type SpanPlace } from '../../tracing/spans.js';

/** A read in flight, and the span in which it started. */
interface Flight {
  readonly result: Promise<unknown>;
  readonly place: SpanPlace | undefined;
}

/**
 * Single flight: identical concurrent reads of one bank user are one read, also across operations. A caller that leaves does not
 * cancel it for the others. Caches nothing after the read.
 */
export class InFlightReads {
  private readonly underWay = new Map<string, Map<string, Flight>>();

  /**
   * @param isStartersOwn whether a failure only concerns the operation that started the read, so that those who joined it start
   * another
   */
  constructor(private readonly isStartersOwn: (error: unknown) => boolean) {}

  /**
   * @param key identifies the read and the type of its result, which is shared as it is
   * @param onJoin called with the span of the read in flight, when there is one
   */
  share<T>(
    bankUserId: string,
    key: string,
    read: () => Promise<T>,
    onJoin?: (place: SpanPlace | undefined) => void,
  ): Promise<T> {
    const shared = this.underWay.get(bankUserId)?.get(key);
    if (shared === undefined) return this.start(bankUserId, key, read);
    onJoin?.(shared.place);
    return (shared.result as Promise<T>).catch((error: unknown) => {
      if (!this.isStartersOwn(error)) throw error;
      return this.share(bankUserId, key, read, onJoin);
    });
  }

  /** To be called after a write: earlier reads may be outdated, so later callers do not join them. */
  forget(bankUserId: string): void {
    this.underWay.delete(bankUserId);
  }

  /** Number of bank users with reads in flight. */
  get size(): number {
    return this.underWay.size;
  }

  private start<T>(bankUserId: string, key: string, read: () => Promise<T>): Promise<T> {
    const ofUser = this.underWay.get(bankUserId) ?? new Map<string, Flight>();
    const place = placeOfSpan();
    const land = () => {
      if (ofUser.get(key) === flight) ofUser.delete(key);
      if (ofUser.size === 0 && this.underWay.get(bankUserId) === ofUser) this.underWay.delete(bankUserId);
    };
    const result = read();
    result.then(land, land);
    const flight: Flight = { result, place };
    ofUser.set(key, flight);
    this.underWay.set(bankUserId, ofUser);
    return result;
  }
}
