export type TurnoverStatus = 'PENDING' | 'BOOKED' | 'CANCELED';
export type TurnoverDirection = 'CREDIT' | 'DEBIT';
export type TurnoverIdSource = 'XS2A' | 'BANK' | 'DERIVED';

export interface TurnoverCounterparty {
  readonly name: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly creditorId: string | null;
}

/** A turnover from upstream, validated and mapped to the domain, not yet identified. */
export interface TurnoverContent {
  /** `YYYY-MM-DD` */
  readonly bookingDate: string;
  /** In minor units of the currency, a safe integer; negative when money left the account. */
  readonly amountMinor: number;
  /** ISO 4217; null when the bank states none. */
  readonly currency: string | null;
  /** CANCELED also while prebooked. */
  readonly status: TurnoverStatus;
  readonly purpose: readonly string[];
  readonly counterparty: TurnoverCounterparty | null;
  /** Dotted path, such as `K.1.1`. */
  readonly categoryId: string | null;
  readonly tags: readonly string[];
  readonly isNew: boolean | null;
  /** XS2A's own id; only present when the feature is enabled for the API key. */
  readonly xs2aTurnoverId: string | null;
  /** The bank's own id, if it has one. */
  readonly bankTransactionId: string | null;
}

/** A zero amount is a credit. */
export function directionOf({ amountMinor }: Pick<TurnoverContent, 'amountMinor'>): TurnoverDirection {
  return amountMinor < 0 ? 'DEBIT' : 'CREDIT';
}
