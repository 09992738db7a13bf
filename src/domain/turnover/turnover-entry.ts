import { turnoverIdPrefix, type OwnedRef } from '../global-id.js';
import type { TurnoverCounterparty, TurnoverDirection, TurnoverIdSource, TurnoverStatus } from './turnover-content.js';
import type { KeptContent } from './interner.js';
import { minorDigits } from '../money.js';
import { idSourceOf } from './turnover-key.js';

/** The account of a turnover, one object for all of its turnovers. */
export class TurnoverAccount implements OwnedRef {
  readonly bankUserId: string;
  readonly xs2aId: string;
  readonly idPrefix: string;

  constructor(ref: OwnedRef) {
    this.bankUserId = ref.bankUserId;
    this.xs2aId = ref.xs2aId;
    this.idPrefix = turnoverIdPrefix(ref);
  }
}

/** A turnover with an id that stays. Never changed once made: lists share it between requests. */
export class TurnoverEntry {
  readonly account: TurnoverAccount;
  /** Unique and stable within the account, see {@link identifyDay}. */
  readonly key: string;
  readonly bookingDate: string;
  readonly amountMinor: number;
  readonly minorDigits: number;
  readonly currency: string | null;
  readonly status: TurnoverStatus;
  readonly purpose: readonly string[];
  readonly counterparty: TurnoverCounterparty | null;
  readonly categoryId: string | null;
  readonly tags: readonly string[];
  readonly isNew: boolean | null;

  constructor(account: TurnoverAccount, key: string, content: KeptContent) {
    this.account = account;
    this.key = key;
    this.bookingDate = content.bookingDate;
    this.amountMinor = content.amountMinor;
    this.minorDigits = minorDigits(content.currency);
    this.currency = content.currency;
    this.status = content.status;
    this.purpose = content.purpose;
    this.counterparty = content.counterparty;
    this.categoryId = content.categoryId;
    this.tags = content.tags;
    this.isNew = content.isNew;
  }

  /** The global id. */
  get id(): string {
    return this.account.idPrefix + this.key;
  }

  get idSource(): TurnoverIdSource {
    return idSourceOf(this.key);
  }

  /** A zero amount is a credit. */
  get direction(): TurnoverDirection {
    return this.amountMinor < 0 ? 'DEBIT' : 'CREDIT';
  }

  get isPending(): boolean {
    return this.status === 'PENDING';
  }
}
