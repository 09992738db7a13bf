import { placeOfSpan, type SpanPlace } from '../../tracing/spans.js';

/** A read under way, and where in the traces it was begun. */
interface Flight {
  readonly result: Promise<unknown>;
  readonly place: SpanPlace | undefined;
}

/**
 * Identical reads of one bank user that are under way at the same time are one read, whoever asks: one caller leaving does
 * not end it for the others. Nothing is kept once a read has ended.
 */
export class InFlightReads {
  private readonly underWay = new Map<string, Map<string, Flight>>();

  /** @param isStartersOwn tells failures that are about who began the read: whoever has joined it begins anew */
  constructor(private readonly isStartersOwn: (error: unknown) => boolean) {}

  /**
   * @param key says what is read; it must name the type of the result too, for the result is shared as it is
   * @param onJoin told where the read was begun, when it was by somebody else
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

  /** After a write: what was begun before it may be out of date, so nobody joins it any more. */
  forget(bankUserId: string): void {
    this.underWay.delete(bankUserId);
  }

  /** Of how many bank users something is being read. */
  get size(): number {
    return this.underWay.size;
  }

  private start<T>(bankUserId: string, key: string, read: () => Promise<T>): Promise<T> {
    const ofUser = this.underWay.get(bankUserId) ?? new Map<string, Flight>();
    const place = placeOfSpan();
    const result = read().finally(() => {
      if (ofUser.get(key) === flight) ofUser.delete(key);
      if (ofUser.size === 0 && this.underWay.get(bankUserId) === ofUser) this.underWay.delete(bankUserId);
    });
    const flight: Flight = { result, place };
    ofUser.set(key, flight);
    this.underWay.set(bankUserId, ofUser);
    return result;
  }
}
