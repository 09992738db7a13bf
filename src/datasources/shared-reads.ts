/**
 * Identical reads of one bank user that are under way at the same time are one read, whoever asks: one caller leaving does
 * not end it for the others. Nothing is kept once a read has ended.
 */
export class SharedReads {
  private readonly underWay = new Map<string, Map<string, Promise<unknown>>>();

  /** @param isStartersOwn tells failures that are about who began the read: whoever has joined it begins anew */
  constructor(private readonly isStartersOwn: (error: unknown) => boolean) {}

  /** @param key says what is read; it must name the type of the result too, for the result is shared as it is */
  share<T>(bankUserId: string, key: string, read: () => Promise<T>): Promise<T> {
    const shared = this.underWay.get(bankUserId)?.get(key) as Promise<T> | undefined;
    if (shared === undefined) return this.start(bankUserId, key, read);
    return shared.catch((error: unknown) => {
      if (!this.isStartersOwn(error)) throw error;
      return this.share(bankUserId, key, read);
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
    const ofUser = this.underWay.get(bankUserId) ?? new Map<string, Promise<unknown>>();
    const started = read().finally(() => {
      if (ofUser.get(key) === started) ofUser.delete(key);
      if (ofUser.size === 0 && this.underWay.get(bankUserId) === ofUser) this.underWay.delete(bankUserId);
    });
    ofUser.set(key, started);
    this.underWay.set(bankUserId, ofUser);
    return started;
  }
}
