/**
 * Identical reads of one bank user that are under way at the same time are one read, whoever asks: one caller leaving does
 * not end it for the others. Nothing is kept once a read has ended.
 */
export class SharedReads {
  private readonly underWay = new Map<string, Map<string, Promise<unknown>>>();

  /** @param key says what is read; it must name the type of the result too, for the result is shared as it is */
  share<T>(bankUserId: string, key: string, read: () => Promise<T>): Promise<T> {
    const ofUser = this.underWay.get(bankUserId) ?? new Map<string, Promise<unknown>>();
    const shared = ofUser.get(key) as Promise<T> | undefined;
    if (shared !== undefined) return shared;
    const started = read().finally(() => {
      if (ofUser.get(key) === started) ofUser.delete(key);
      if (ofUser.size === 0 && this.underWay.get(bankUserId) === ofUser) this.underWay.delete(bankUserId);
    });
    ofUser.set(key, started);
    this.underWay.set(bankUserId, ofUser);
    return started;
  }

  /** After a write: what was begun before it may be out of date, so nobody joins it any more. */
  forget(bankUserId: string): void {
    this.underWay.delete(bankUserId);
  }

  get size(): number {
    return this.underWay.size;
  }
}
