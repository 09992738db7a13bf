/**
 * What an operation finds out once about each bank user. Asked for every single thing that is read, where a loader, which
 * first waits for others to ask, would cost more than the answer.
 */
export class OncePerBankUser<T> {
  private readonly found = new Map<string, Promise<T>>();

  constructor(private readonly find: (bankUserId: string) => Promise<T>) {}

  of(bankUserId: string): Promise<T> {
    const known = this.found.get(bankUserId);
    if (known !== undefined) return known;
    const finding = this.find(bankUserId);
    this.found.set(bankUserId, finding);
    return finding;
  }

  /** Whoever asks after this has it found out anew. */
  forget(bankUserId: string): void {
    this.found.delete(bankUserId);
  }
}
