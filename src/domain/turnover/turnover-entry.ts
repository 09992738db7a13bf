import { ownedGlobalId, turnoverIdPrefix, type OwnedRef } from '../global-id.js';
import { minorDigits } from '../money.js';
import {
  directionOf,
  type TurnoverContent,
  type TurnoverCounterparty,
  type TurnoverDirection,
  type TurnoverIdSource,
  type TurnoverStatus,
} from './turnover-content.js';
import { idSourceOf } from './turnover-id.js';
import type { TurnoverPosition } from './turnover-order.js';

/** The account of a turnover, one object shared by all of its turnovers. */
export class TurnoverAccount implements OwnedRef {
  readonly bankUserId: string;
  readonly xs2aId: string;
  readonly idPrefix: string;
  /** The global id. */
  readonly id: string;

  constructor(ref: OwnedRef) {
    this.bankUserId = ref.bankUserId;
    this.xs2aId = ref.xs2aId;
    this.idPrefix = turnoverIdPrefix(ref);
    this.id = ownedGlobalId('Account', ref);
  }
}

/** The keys of one booking day, computed on first access. */
export interface TurnoverKeys {
  keyOf(index: number): string;
  otherKeysOf(index: number): readonly string[];
}

/** A turnover with a stable id: a view of its content. */
export class TurnoverEntry implements TurnoverPosition {
  constructor(
    readonly account: TurnoverAccount,
    private readonly keys: TurnoverKeys,
    private readonly index: number,
    readonly content: TurnoverContent,
  ) {}

  /** Unique and stable within the account, see {@link DayIdentity}. */
  get key(): string {
    return this.keys.keyOf(this.index);
  }

  /** The global id. */
  get id(): string {
    return this.account.idPrefix + this.key;
  }

  get idSource(): TurnoverIdSource {
    return idSourceOf(this.key);
  }

  /** Global ids that the entry may have had or may get, its present one first. No two entries of a list share one. */
  get matchKeys(): readonly string[] {
    return [this.key, ...this.keys.otherKeysOf(this.index)].map((key) => this.account.idPrefix + key);
  }

  hasKey(key: string): boolean {
    return this.key === key || this.keys.otherKeysOf(this.index).includes(key);
  }

  get bookingDate(): string {
    return this.content.bookingDate;
  }

  get amountMinor(): number {
    return this.content.amountMinor;
  }

  get currency(): string | null {
    return this.content.currency;
  }

  get minorDigits(): number {
    return minorDigits(this.content.currency);
  }

  get direction(): TurnoverDirection {
    return directionOf(this.content);
  }

  get status(): TurnoverStatus {
    return this.content.status;
  }

  get purpose(): readonly string[] {
    return this.content.purpose;
  }

  get counterparty(): TurnoverCounterparty | null {
    return this.content.counterparty;
  }

  get categoryId(): string | null {
    return this.content.categoryId;
  }

  get tags(): readonly string[] {
    return this.content.tags;
  }

  get isNew(): boolean | null {
    return this.content.isNew;
  }

  get xs2aTurnoverId(): string | null {
    return this.content.xs2aTurnoverId;
  }

  get bankTransactionId(): string | null {
    return this.content.bankTransactionId;
  }
}
