/** Something that happened; what a webhook delivers. */
export interface BankEvent {
  readonly id: string;
  readonly type: string;
  readonly transaction: string | null;
  readonly message: string;
  /** The object that it is about, as it was then, in its wire form. */
  readonly data: unknown;
  readonly createdAt: Date;
}
