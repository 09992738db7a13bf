/** What an operation has read so far; decides whether its result may be cached. */
export class ReadRecord {
  private readonly bankUserIds = new Set<string>();
  private hasConnections = false;
  private hasOther = false;
  private oldest = Infinity;

  /** The bank user's connections were read, in their current state. */
  noteConnections(bankUserId: string): void {
    this.bankUserIds.add(bankUserId);
    this.hasConnections = true;
  }

  /** A cacheable answer was read. @param readAt epoch milliseconds */
  noteCached(bankUserId: string, readAt: number): void {
    this.bankUserIds.add(bankUserId);
    this.oldest = Math.min(this.oldest, readAt);
  }

  /** Something else was read or written. */
  noteOther(): void {
    this.hasOther = true;
  }

  /**
   * Whether only cacheable answers of the bank user, and the connections that validate them, were read: the same operation has
   * the same result as long as they are valid.
   */
  isOnlyKeptOf(bankUserId: string): boolean {
    const { bankUserIds, hasConnections, hasOther } = this;
    return !hasOther && hasConnections && bankUserIds.size === 1 && bankUserIds.has(bankUserId);
  }

  /** Start of the oldest cached read, in epoch milliseconds; Infinity when there was none. */
  get oldestReadAt(): number {
    return this.oldest;
  }
}
