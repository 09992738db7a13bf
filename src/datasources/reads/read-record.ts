/** What an operation has read so far, as far as a result that is made of it may be kept. */
export class ReadRecord {
  private readonly bankUserIds = new Set<string>();
  private hasConnections = false;
  private hasOther = false;
  private oldest = Infinity;

  /** The list of the bank user's connections, as it is at this moment. */
  noteConnections(bankUserId: string): void {
    this.bankUserIds.add(bankUserId);
    this.hasConnections = true;
  }

  /** Something that is kept in this process. @param readAt epoch milliseconds */
  noteCached(bankUserId: string, readAt: number): void {
    this.bankUserIds.add(bankUserId);
    this.oldest = Math.min(this.oldest, readAt);
  }

  /** Something else was read, or written. */
  noteOther(): void {
    this.hasOther = true;
  }

  /**
   * Whether there was nothing but what is kept of the bank user, and the list of connections that says whether it holds: then
   * the same operation has the same result for as long as it does.
   */
  isOnlyKeptOf(bankUserId: string): boolean {
    const { bankUserIds, hasConnections, hasOther } = this;
    return !hasOther && hasConnections && bankUserIds.size === 1 && bankUserIds.has(bankUserId);
  }

  /** Epoch milliseconds: when the oldest of what is kept was read; Infinity when there was none. */
  get oldestReadAt(): number {
    return this.oldest;
  }
}
