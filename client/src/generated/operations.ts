/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The values that are known today; a later gateway may answer with others. */
export type Open<Value extends string> = Value | '%future added value';
import { TypedDocumentString } from '../document.js';
/** Which accounts of the bank login become part of the connection. */
export type AccountSelection =
  /** All of them; the person is not asked. */
  | 'ALL'
  /** Those that the person picks, one or more. */
  | 'MULTI'
  /** The one that the person picks. */
  | 'SINGLE';

/** The kind of a bank account. */
export type AccountType =
  /** Credit card account; its `iban` is the masked card number. */
  | 'CREDIT_CARD'
  /** Current account: money comes and goes. */
  | 'GIRO'
  /** Loan. Whether what is owed comes as a negative balance is up to the bank. */
  | 'LOAN'
  /** Of another kind, or of one that this schema does not know yet: see `rawType`. */
  | 'OTHER'
  /** Savings account, instant access and fixed terms included. */
  | 'SAVINGS'
  /** Securities account (depot). Single holdings are not part of this schema. */
  | 'SECURITIES'
  /** Electronic wallet, such as that of a payment service. */
  | 'WALLET';

/** Of which days a history has the balance. */
export type BalanceInterval =
  /** Of every day. */
  | 'DAY'
  /** Of the last day of every month, and of the last day of all. */
  | 'MONTH'
  /** Of every Sunday, and of the last day. */
  | 'WEEK';

/** What somebody has to do about a bank connection. */
export type BankConnectionAction =
  /** The person has to log in at the bank again: `resetBankConnection` begins that login. */
  | 'REAUTHENTICATE'
  /** Delete it (`deleteBankConnection`) and its accounts (`deleteAccount`), and create it anew (`createBankConnection`). Nothing else helps. Accounts that stay would count twice beside those that the new connection brings. */
  | 'RECREATE'
  /** Sync again (`syncBankConnection` with `force`). Nobody has to log in. */
  | 'RESYNC'
  /** Sync again (`syncBankConnection`) with the caller's half of the credentials, and with `force`. */
  | 'SUPPLY_CREDENTIAL_SHARE';

/** What has happened to a bank connection. Where several apply, it is the first of them in this order: the connection that comes with it shows all. */
export type BankConnectionChangeKind =
  /** Something else, such as the sync mode or the status. */
  | 'CHANGED'
  /** The consent was renewed, ends soon or is over. */
  | 'CONSENT_CHANGED'
  /** A bank login has created it. */
  | 'CREATED'
  /** It is not there any more. */
  | 'DELETED'
  /** Nothing yet: it was there when the subscription began. */
  | 'PRESENT'
  /** A sync has ended: balances and turnovers may have changed. */
  | 'SYNCED'
  /** A sync has failed; `BankConnection.requiredAction` says what to do. */
  | 'SYNC_FAILED';

/** The state of a bank connection. Where several apply, it is the first of them in this order. */
export type BankConnectionStatus =
  /** It works and XS2A syncs it once a day. There is nothing to do. */
  | 'ACTIVE'
  /** The person's consent is over, so the bank gives no new data. The person has to log in again. */
  | 'CONSENT_EXPIRED'
  /** It works, but the consent ends soon (within 14 days, unless the operator set another number). Ask the person to log in again before it does. */
  | 'CONSENT_EXPIRING'
  /** Three syncs in a row failed; XS2A never syncs it again. Delete it and create a new one; what was read before stays readable until then. */
  | 'DISABLED'
  /** Nothing is wrong, but XS2A does not sync by itself (sync mode NONE or SHARED): data is as old as the last `syncBankConnection`. */
  | 'MANUAL_SYNC_ONLY'
  /** The last sync failed, or the last two; the third failure disables the connection. `sync.message` says why. */
  | 'SYNC_FAILING';

/** How a person's consent to read data at the bank stands. */
export type ConsentState =
  /** Its last day is over. The person has to log in at the bank again. */
  | 'EXPIRED'
  /** It holds, and ends within the warning time: 14 days, unless the operator set another number. */
  | 'EXPIRING'
  /** XS2A states no date; it may be that the bank asks for no renewal. */
  | 'UNKNOWN'
  /** It holds for longer than the warning time. */
  | 'VALID';

/** A raw XS2A token to be created for a bank user. */
export type CreateAccessTokenInput = {
  /** The bank user whose data the token opens. */
  readonly bankUserId: string;
  /** When the token is to end; in the future. XS2A may end it earlier: see `AccessToken.validUntil`. */
  readonly validUntil: string;
};

/** A bank login to begin. Whatever is left out, the person is asked, or XS2A decides. */
export type CreateBankConnectionInput = {
  /** Which accounts of the login to take in. */
  readonly accountSelection?: AccountSelection | null | undefined;
  /** Whose connection it becomes. Not needed by a caller who is a bank user; a service caller names one. */
  readonly bankUserId?: string | null | undefined;
  /** BIC of the bank, where it is known: the person need not pick it. */
  readonly bic?: string | null | undefined;
  /** Country of the bank, where it is known. */
  readonly country?: string | null | undefined;
  /** Your own FinTS product id, under which to log in at German banks. Leave it out where you have none. */
  readonly fintsProductId?: string | null | undefined;
  /** How many days of turnovers to collect, counted back from today; at least 1. Banks may give fewer. */
  readonly historyDays?: number | null | undefined;
  /** Makes the request repeatable: the same key and input within 24 hours begin no second login, and answer with the first one, its wizard key included as long as that session lives. Take a new random key per connection. */
  readonly idempotencyKey?: string | null | undefined;
  /** Language of the bank login. */
  readonly language?: WizardLanguage | null | undefined;
  /** After every sync the account is cut to this many days: older turnovers are deleted. At least 1; not cut where left out, unless XS2A has set a limit for all accounts of your API key. */
  readonly limitDays?: number | null | undefined;
  /** Where the credentials are stored, and thus who can sync. Null is FULL as well. */
  readonly syncMode?: SyncMode | null | undefined;
};

/** A bank user to be created. */
export type CreateBankUserInput = {
  /** Email address of the person. XS2A does not verify it. */
  readonly email: string;
  /** Makes the request repeatable: the same key and input within 24 hours create nothing more, and answer with what the first request created. Take a new random key per bank user. */
  readonly idempotencyKey?: string | null | undefined;
  /** Name of the person; not blank. */
  readonly name: string;
};

/** Turnovers that are not new any more. */
export type MarkTurnoversSeenInput = {
  /** Their account. */
  readonly accountId: string;
  /** Latest booking date, inclusive; all of them where left out. */
  readonly upTo?: string | null | undefined;
};

/** How often a payment comes. Weekends, German bank holidays and short months may move single ones. */
export type RecurringPaymentCadence =
  /** Every two months. */
  | 'BIMONTHLY'
  /** Every two weeks. */
  | 'BIWEEKLY'
  /** Every six months. */
  | 'HALF_YEARLY'
  /** Every month. */
  | 'MONTHLY'
  /** Every three months. */
  | 'QUARTERLY'
  /** Every week. */
  | 'WEEKLY'
  /** Every year. */
  | 'YEARLY';

/** Whether a payment still comes, as of the last sync of its account. */
export type RecurringPaymentStatus =
  /** The next one is not due yet, or has been for no more than three days. */
  | 'ACTIVE'
  /** More than one has not come (after 60 days at the latest): nothing more is expected. */
  | 'ENDED'
  /** The next one is overdue, and may still come. */
  | 'LATE';

/** A raw XS2A token whose end is to be moved. */
export type RenewAccessTokenInput = {
  /** The bank user whose token it is. */
  readonly bankUserId: string;
  /** `AccessToken.id`. */
  readonly tokenId: string;
  /** When the token is to end: in the future, and one hour ahead at most. It may be earlier than before. */
  readonly validUntil: string;
};

/** A raw XS2A token to be ended at once. */
export type RevokeAccessTokenInput = {
  /** The bank user whose token it is. */
  readonly bankUserId: string;
  /** `AccessToken.id`. */
  readonly tokenId: string;
};

/** A step of the bank login. With neither `action` nor `values` it asks for the first form. */
export type SubmitWizardStepInput = {
  /** Leave it out to submit the form. */
  readonly action?: WizardAction | null | undefined;
  /** Whose login it is. Not needed by a caller who is a bank user; a service caller names one. */
  readonly bankUserId?: string | null | undefined;
  /** `WizardSession.key`. A secret: send it as a variable. */
  readonly key: string;
  /** One for each field of the form; at most 50. */
  readonly values?: ReadonlyArray<WizardValueInput> | null | undefined;
  /** How many seconds to wait for the bank, 1 to 170; after that the answer is WizardStepPending, and the step goes on. Less than routers and proxies in between wait. */
  readonly waitSeconds?: number | null | undefined;
};

/** A bank connection to be synced now. */
export type SyncBankConnectionInput = {
  /** Try again although another failure disables the connection for good; without it the answer is LastAttemptError. It does not stand for `force`. */
  readonly acceptDisable?: boolean | null | undefined;
  /** Sync mode SHARED: the caller's half of the credentials, from `WizardStep.credentialShare`. A secret: send it as a variable. */
  readonly credentialShare?: string | null | undefined;
  /** Try again although the last sync failed; without it the answer is SyncFailedBeforeError. */
  readonly force?: boolean | null | undefined;
  /** The connection. */
  readonly id: string;
  /** Makes the request repeatable: the same key and input within 24 hours start no second sync. */
  readonly idempotencyKey?: string | null | undefined;
  /** The person is there and asked for it: it does not count against the four a day that a bank may be asked without them. */
  readonly userPresent?: boolean | null | undefined;
};

/** Where the credentials of the bank login are stored, and thus who can sync. */
export type SyncMode =
  /** XS2A keeps them: it syncs once a day by itself, and a sync on demand needs nobody. After a failed sync the mode can fall back to NONE. */
  | 'FULL'
  /** Nobody keeps them: every sync is on demand, and the person logs in at the bank again. */
  | 'NONE'
  /** XS2A keeps them encrypted and the caller holds the other half (`credentialShare`): every sync is on demand and needs that half, but not the person. */
  | 'SHARED';

/** Which way the money goes, seen from the account. */
export type TurnoverDirection =
  /** Money comes in: the amount is zero or positive. */
  | 'CREDIT'
  /** Money goes out: the amount is negative. */
  | 'DEBIT';

/** Which turnovers; all conditions that are given must hold. What is left out, or null, restricts nothing. */
export type TurnoverFilter = {
  /** A category and everything below it: `K.1` also finds `K.1.1.3`, and not `K.10`. */
  readonly category?: string | null | undefined;
  /** Only money that came in, or only money that went out. */
  readonly direction?: TurnoverDirection | null | undefined;
  /** True leaves out transfers between the bank user's own accounts (`Turnover.ownTransfer`), from the list, the totals and the groups. False is the same as leaving it out. */
  readonly excludeOwnTransfers?: boolean | null | undefined;
  /** Earliest booking date, inclusive; no bound where left out. */
  readonly from?: string | null | undefined;
  /** Greatest absolute amount, inclusive. */
  readonly maxAmount?: string | null | undefined;
  /** Least absolute amount, inclusive: "100" finds 100.00 and -250.00. Compared as a number, whatever the currency. */
  readonly minAmount?: string | null | undefined;
  /** True: only those that came with the last sync and were not marked as seen. False is the same as leaving it out. */
  readonly onlyNew?: boolean | null | undefined;
  /** Text in purpose or counterparty, ignoring case and diacritics: `muller` finds Müller. */
  readonly search?: string | null | undefined;
  /** Any of these; at most 20. Canceled turnovers enter totals and groups only when CANCELED is named here. */
  readonly status?: ReadonlyArray<TurnoverStatus> | null | undefined;
  /** Turnovers with any of these tags; at most 100. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
  /** Latest booking date, inclusive; no bound where left out. */
  readonly to?: string | null | undefined;
};

/** By what turnovers are grouped. */
export type TurnoverGrouping =
  /** By the `id` of the account; most entries first. */
  | 'ACCOUNT'
  /** One level below the filter's category: `K` gives `K.1`, `K.2` …, and without a filter the roots. An entry on the filter's own level stands under that id. Put a key into `TurnoverFilter.category` to drill down. Most entries first. */
  | 'CATEGORY'
  /** By the name of the counterparty; most entries first. */
  | 'COUNTERPARTY'
  /** By booking date, such as `2026-10-01`; newest first. */
  | 'DAY'
  /** By the month of the booking date, such as `2026-10`; newest first. */
  | 'MONTH'
  /** By tag; an entry counts under each of its tags, so groups overlap. Most entries first. */
  | 'TAG'
  /** By the week of ISO 8601 (from Monday) of the booking date, such as `2026-W40`; newest first. */
  | 'WEEK';

/** The order of a list of turnovers. A cursor belongs to one order: with another it is `CURSOR_MISMATCH`. */
export type TurnoverOrder =
  /** Smallest signed amount first, so the greatest spending; then oldest first, then by id. */
  | 'AMOUNT_ASC'
  /** Greatest signed amount first, so credits before debits; then newest first, then by id. */
  | 'AMOUNT_DESC'
  /** Oldest booking date first, within a day by id. */
  | 'BOOKING_DATE_ASC'
  /** Newest booking date first, within a day by id. Nothing that a sync changes about an entry decides its place. */
  | 'BOOKING_DATE_DESC';

/** How far a turnover has come at the bank. It can change with every sync; the id stays. */
export type TurnoverStatus =
  /** Booked: part of the balance. */
  | 'BOOKED'
  /** Canceled, before or after it was booked. It stays in the list, and out of totals and groups unless the filter names this status. */
  | 'CANCELED'
  /** Announced and not booked yet: it may still change, or vanish. */
  | 'PENDING';

/** What to do instead of submitting the form. */
export type WizardAction =
  /** End the bank login. It cannot be taken up again. */
  | 'ABORT'
  /** Return to the step before. */
  | 'BACK'
  /** Show the form in another language. */
  | 'CHANGE_LANGUAGE'
  /** Ask whether it goes on, after `WizardStep.pollAfterMs`; the person is doing something elsewhere. */
  | 'POLL'
  /** Show the form of another tab: send it in `values` under the name of the WizardTabs. */
  | 'SWITCH_LOGIN_TABS';

/** Language of the bank login: its labels, help and error texts. XS2A speaks German and English; in 2026 it dropped the others, which are English now. */
export type WizardLanguage =
  /** German. */
  | 'DE'
  /** English. */
  | 'EN'
  /** Spanish; XS2A answers in English. */
  | 'ES'
  /** French; XS2A answers in English. */
  | 'FR'
  /** Italian; XS2A answers in English. */
  | 'IT';

/** How to show a part of a text of the bank login. */
export type WizardTextPartKind =
  /** Submits `values` at once when it is chosen: a button. */
  | 'AUTOSUBMIT'
  /** Stressed. */
  | 'BOLD'
  /** Shows what is at `url` beside the login: in a dialog, or as a LINK. */
  | 'DIALOG'
  /** Set apart. */
  | 'ITALIC'
  /** The next part begins a line; `text` is a line feed. */
  | 'LINE_BREAK'
  /** Opens `url`, outside the login. */
  | 'LINK'
  /** As it is. */
  | 'TEXT';

/** The value of one field of the form. */
export type WizardValueInput = {
  /** The `name` of the field. */
  readonly name: string;
  /** What the person gave; "true" or "false" for a checkbox. Send it as a variable: it may be a PIN. */
  readonly value: string;
};

export type AccountQueryVariables = Exact<{
  id: string;
}>;


export type AccountQuery = { readonly account: { readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null } | null };

export type AccountTurnoversQueryVariables = Exact<{
  id: string;
  filter?: TurnoverFilter | null | undefined;
  orderBy?: TurnoverOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccountTurnoversQuery = { readonly account: { readonly id: string, readonly turnovers: { readonly totalCount: number, readonly asOf: string | null, readonly unreadableCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type AccountTurnoverChangesQueryVariables = Exact<{
  id: string;
  since?: string | null | undefined;
}>;


export type AccountTurnoverChangesQuery = { readonly account: { readonly id: string, readonly turnoverChanges: { readonly cursor: string, readonly hasMore: boolean, readonly asOf: string | null, readonly unreadableCount: number, readonly months: ReadonlyArray<{ readonly month: string, readonly turnovers: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }> }> } | null } | null };

export type TurnoversChangedSubscriptionVariables = Exact<{
  accountId: string;
  since?: string | null | undefined;
}>;


export type TurnoversChangedSubscription = { readonly turnoversChanged: { readonly cursor: string, readonly hasMore: boolean, readonly asOf: string | null, readonly unreadableCount: number, readonly months: ReadonlyArray<{ readonly month: string, readonly turnovers: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }> }> } };

export type AccountBalanceHistoryQueryVariables = Exact<{
  id: string;
  from: string;
  to?: string | null | undefined;
  interval?: BalanceInterval | null | undefined;
}>;


export type AccountBalanceHistoryQuery = { readonly account: { readonly id: string, readonly balanceHistory: { readonly coveredFrom: string | null, readonly isExact: boolean, readonly points: ReadonlyArray<{ readonly date: string, readonly amount: { readonly value: string, readonly currency: string | null } }> } | null } | null };

export type AccountReportQueryVariables = Exact<{
  id: string;
  reportId: string;
}>;


export type AccountReportQuery = { readonly account: { readonly id: string, readonly report: unknown } | null };

export type TurnoverQueryVariables = Exact<{
  id: string;
}>;


export type TurnoverQuery = { readonly turnover: { readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } } | null };

export type MarkTurnoversSeenMutationVariables = Exact<{
  input: MarkTurnoversSeenInput;
}>;


export type MarkTurnoversSeenMutation = { readonly markTurnoversSeen:
    | { readonly __typename: 'MarkTurnoversSeenSuccess', readonly account: { readonly id: string } }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type DeleteAccountMutationVariables = Exact<{
  id: string;
}>;


export type DeleteAccountMutation = { readonly deleteAccount:
    | { readonly __typename: 'DeleteSuccess', readonly deletedId: string }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type BanksQueryVariables = Exact<{
  search?: string | null | undefined;
  country?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type BanksQuery = { readonly banks: ReadonlyArray<{ readonly bankCode: string, readonly bic: string | null, readonly name: string, readonly city: string | null, readonly country: string | null, readonly supported: boolean, readonly testMode: boolean }> | null };

export type ConnectionQueryVariables = Exact<{
  id: string;
}>;


export type ConnectionQuery = { readonly bankConnection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } | null };

export type ConnectionChangedSubscriptionVariables = Exact<{
  bankUserId?: string | null | undefined;
  connectionId?: string | null | undefined;
}>;


export type ConnectionChangedSubscription = { readonly bankConnectionChanged: { readonly kind: Open<BankConnectionChangeKind>, readonly connectionId: string, readonly connection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } | null } };

export type CreateBankConnectionMutationVariables = Exact<{
  input: CreateBankConnectionInput;
}>;


export type CreateBankConnectionMutation = { readonly createBankConnection:
    | { readonly __typename: 'CreateBankConnectionSuccess', readonly wasReplayed: boolean, readonly wizardSession: { readonly key: string | null, readonly transactionId: string } }
    | { readonly __typename: 'IdempotencyConflictError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type SyncBankConnectionMutationVariables = Exact<{
  input: SyncBankConnectionInput;
}>;


export type SyncBankConnectionMutation = { readonly syncBankConnection:
    | { readonly __typename: 'BankConnectionDisabledError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'CredentialShareRequiredError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'IdempotencyConflictError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'LastAttemptError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'SyncFailedBeforeError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'SyncLimitReachedError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'SyncNeedsUser', readonly wizardSession: { readonly key: string | null, readonly transactionId: string } }
    | { readonly __typename: 'SyncStarted', readonly requestedAt: string, readonly pollAfterMs: number, readonly connection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } }
   };

export type ResetBankConnectionMutationVariables = Exact<{
  id: string;
}>;


export type ResetBankConnectionMutation = { readonly resetBankConnection:
    | { readonly __typename: 'BankConnectionDisabledError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'SyncNeedsUser', readonly wizardSession: { readonly key: string | null, readonly transactionId: string } }
   };

export type DeleteBankConnectionMutationVariables = Exact<{
  id: string;
}>;


export type DeleteBankConnectionMutation = { readonly deleteBankConnection:
    | { readonly __typename: 'DeleteSuccess', readonly deletedId: string }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type OverviewFragment = { readonly id: string, readonly xs2aId: string, readonly name: string | null, readonly email: string | null, readonly testMode: boolean | null, readonly connections: ReadonlyArray<{ readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } }> | null, readonly accounts: ReadonlyArray<{ readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null }> | null };

export type OverviewOfQueryVariables = Exact<{
  bankUserId: string;
}>;


export type OverviewOfQuery = { readonly bankUser: { readonly id: string, readonly xs2aId: string, readonly name: string | null, readonly email: string | null, readonly testMode: boolean | null, readonly connections: ReadonlyArray<{ readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } }> | null, readonly accounts: ReadonlyArray<{ readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null }> | null } | null };

export type ConnectionsOfQueryVariables = Exact<{
  bankUserId: string;
  expiringWithinDays?: number | null | undefined;
}>;


export type ConnectionsOfQuery = { readonly bankUser: { readonly id: string, readonly connections: ReadonlyArray<{ readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } }> | null } | null };

export type AccountsOfQueryVariables = Exact<{
  bankUserId: string;
  types?: ReadonlyArray<AccountType> | AccountType | null | undefined;
  connected?: boolean | null | undefined;
}>;


export type AccountsOfQuery = { readonly bankUser: { readonly id: string, readonly accounts: ReadonlyArray<{ readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null }> | null } | null };

export type TurnoversOfQueryVariables = Exact<{
  bankUserId: string;
  accountIds?: ReadonlyArray<string> | string | null | undefined;
  connected?: boolean | null | undefined;
  filter?: TurnoverFilter | null | undefined;
  orderBy?: TurnoverOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TurnoversOfQuery = { readonly bankUser: { readonly id: string, readonly turnovers: { readonly totalCount: number, readonly asOf: string | null, readonly unreadableCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type TurnoverGroupsOfQueryVariables = Exact<{
  bankUserId: string;
  accountIds?: ReadonlyArray<string> | string | null | undefined;
  connected?: boolean | null | undefined;
  filter?: TurnoverFilter | null | undefined;
  by: TurnoverGrouping;
}>;


export type TurnoverGroupsOfQuery = { readonly bankUser: { readonly id: string, readonly turnovers: { readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly groups: ReadonlyArray<{ readonly key: string, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }> }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type BalanceTotalsOfQueryVariables = Exact<{
  bankUserId: string;
  types?: ReadonlyArray<AccountType> | AccountType | null | undefined;
  connected?: boolean | null | undefined;
}>;


export type BalanceTotalsOfQuery = { readonly bankUser: { readonly id: string, readonly balanceTotals: { readonly totals: ReadonlyArray<{ readonly value: string, readonly currency: string | null }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type RecurringPaymentsOfQueryVariables = Exact<{
  bankUserId: string;
  accountIds?: ReadonlyArray<string> | string | null | undefined;
  direction?: TurnoverDirection | null | undefined;
  status?: ReadonlyArray<RecurringPaymentStatus> | RecurringPaymentStatus | null | undefined;
}>;


export type RecurringPaymentsOfQuery = { readonly bankUser: { readonly id: string, readonly recurringPayments: { readonly payments: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly direction: Open<TurnoverDirection>, readonly cadence: Open<RecurringPaymentCadence>, readonly status: Open<RecurringPaymentStatus>, readonly isAmountFixed: boolean, readonly firstDate: string, readonly lastDate: string, readonly tags: ReadonlyArray<string>, readonly occurrenceCount: number, readonly amount: { readonly value: string, readonly currency: string | null }, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly yearly: { readonly value: string, readonly currency: string | null }, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string }, readonly next: { readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } } } | null }>, readonly basedOn: { readonly from: string | null, readonly to: string | null }, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type UpcomingPaymentsOfQueryVariables = Exact<{
  bankUserId: string;
  days?: number | null | undefined;
  accountIds?: ReadonlyArray<string> | string | null | undefined;
}>;


export type UpcomingPaymentsOfQuery = { readonly bankUser: { readonly id: string, readonly upcomingPayments: { readonly payments: ReadonlyArray<{ readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly account: { readonly id: string }, readonly recurringPayment: { readonly id: string, readonly name: string | null, readonly cadence: Open<RecurringPaymentCadence> } | null, readonly turnover: { readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } } | null }>, readonly totals: ReadonlyArray<{ readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type BankUsersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type BankUsersQuery = { readonly bankUsers: { readonly totalCount: number | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly xs2aId: string, readonly name: string | null, readonly email: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CreateBankUserMutationVariables = Exact<{
  input: CreateBankUserInput;
}>;


export type CreateBankUserMutation = { readonly createBankUser:
    | { readonly __typename: 'CreateBankUserSuccess', readonly wasReplayed: boolean, readonly bankUser: { readonly id: string, readonly xs2aId: string } }
    | { readonly __typename: 'IdempotencyConflictError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
   };

export type DeleteBankUserMutationVariables = Exact<{
  id: string;
}>;


export type DeleteBankUserMutation = { readonly deleteBankUser:
    | { readonly __typename: 'DeleteSuccess', readonly deletedId: string }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type CreateAccessTokenMutationVariables = Exact<{
  input: CreateAccessTokenInput;
}>;


export type CreateAccessTokenMutation = { readonly createAccessToken:
    | { readonly __typename: 'CreateAccessTokenSuccess', readonly accessToken: { readonly id: string, readonly token: string | null, readonly validUntil: string | null } }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type RenewAccessTokenMutationVariables = Exact<{
  input: RenewAccessTokenInput;
}>;


export type RenewAccessTokenMutation = { readonly renewAccessToken:
    | { readonly __typename: 'CreateAccessTokenSuccess', readonly accessToken: { readonly id: string, readonly token: string | null, readonly validUntil: string | null } }
    | { readonly __typename: 'InvalidInputError', readonly code: string, readonly message: string, readonly retryable: boolean, readonly fields: ReadonlyArray<{ readonly path: ReadonlyArray<string>, readonly message: string }> }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type RevokeAccessTokenMutationVariables = Exact<{
  input: RevokeAccessTokenInput;
}>;


export type RevokeAccessTokenMutation = { readonly revokeAccessToken:
    | { readonly __typename: 'DeleteSuccess', readonly deletedId: string }
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
   };

export type AccessTokensQueryVariables = Exact<{
  id: string;
}>;


export type AccessTokensQuery = { readonly bankUser: { readonly id: string, readonly accessTokens: ReadonlyArray<{ readonly id: string, readonly validUntil: string | null, readonly createdAt: string | null }> | null } | null };

export type EventsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  type?: string | null | undefined;
  transactionId?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type EventsQuery = { readonly events: ReadonlyArray<{ readonly id: string, readonly type: string, readonly transactionId: string | null, readonly createdAt: string | null, readonly bankUser: { readonly id: string } | null }> | null };

export type AmountFragment = { readonly value: string, readonly currency: string | null };

export type ConnectionStateFragment = { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } };

export type AccountWithBalanceFragment = { readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null };

export type TotalsFragment = { readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } };

export type TurnoverEntryFragment = { readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } };

export type ChangedMonthsFragment = { readonly cursor: string, readonly hasMore: boolean, readonly asOf: string | null, readonly unreadableCount: number, readonly months: ReadonlyArray<{ readonly month: string, readonly turnovers: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }> }> };

export type ConnectionChangeFragment = { readonly kind: Open<BankConnectionChangeKind>, readonly connectionId: string, readonly connection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } | null };

export type TurnoverPageFragment = { readonly totalCount: number, readonly asOf: string | null, readonly unreadableCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> };

export type GroupsFragment = { readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly groups: ReadonlyArray<{ readonly key: string, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }> }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> };

export type IncompleteFragment = { readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } };

export type RangeFragment = { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } };

export type RecurringPaymentEntryFragment = { readonly id: string, readonly name: string | null, readonly direction: Open<TurnoverDirection>, readonly cadence: Open<RecurringPaymentCadence>, readonly status: Open<RecurringPaymentStatus>, readonly isAmountFixed: boolean, readonly firstDate: string, readonly lastDate: string, readonly tags: ReadonlyArray<string>, readonly occurrenceCount: number, readonly amount: { readonly value: string, readonly currency: string | null }, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly yearly: { readonly value: string, readonly currency: string | null }, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string }, readonly next: { readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } } } | null };

export type UpcomingFragment = { readonly payments: ReadonlyArray<{ readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly account: { readonly id: string }, readonly recurringPayment: { readonly id: string, readonly name: string | null, readonly cadence: Open<RecurringPaymentCadence> } | null, readonly turnover: { readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } } | null }>, readonly totals: ReadonlyArray<{ readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> };

export type RecurringFragment = { readonly payments: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly direction: Open<TurnoverDirection>, readonly cadence: Open<RecurringPaymentCadence>, readonly status: Open<RecurringPaymentStatus>, readonly isAmountFixed: boolean, readonly firstDate: string, readonly lastDate: string, readonly tags: ReadonlyArray<string>, readonly occurrenceCount: number, readonly amount: { readonly value: string, readonly currency: string | null }, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly yearly: { readonly value: string, readonly currency: string | null }, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string }, readonly next: { readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } } } | null }>, readonly basedOn: { readonly from: string | null, readonly to: string | null }, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> };

export type BalanceSumsFragment = { readonly totals: ReadonlyArray<{ readonly value: string, readonly currency: string | null }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> };

export type WizardProgressFragment = { readonly transactionId: string, readonly finished: boolean | null, readonly currentStep: string | null, readonly lastError: { readonly code: string, readonly retryable: boolean } | null, readonly connection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } | null };

export type StartedWizardFragment = { readonly key: string | null, readonly transactionId: string };

type Failure_BankConnectionDisabledError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_CredentialShareRequiredError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_IdempotencyConflictError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_InvalidInputError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_LastAttemptError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_NotFoundError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_SyncFailedBeforeError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_SyncLimitReachedError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

type Failure_WizardSessionOverError_Fragment = { readonly code: string, readonly message: string, readonly retryable: boolean };

export type FailureFragment =
  | Failure_BankConnectionDisabledError_Fragment
  | Failure_CredentialShareRequiredError_Fragment
  | Failure_IdempotencyConflictError_Fragment
  | Failure_InvalidInputError_Fragment
  | Failure_LastAttemptError_Fragment
  | Failure_NotFoundError_Fragment
  | Failure_SyncFailedBeforeError_Fragment
  | Failure_SyncLimitReachedError_Fragment
  | Failure_WizardSessionOverError_Fragment
;

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { readonly viewer: { readonly id: string, readonly xs2aId: string, readonly name: string | null, readonly email: string | null, readonly testMode: boolean | null, readonly connections: ReadonlyArray<{ readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } }> | null, readonly accounts: ReadonlyArray<{ readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null }> | null } | null };

export type ConnectionsQueryVariables = Exact<{
  expiringWithinDays?: number | null | undefined;
}>;


export type ConnectionsQuery = { readonly viewer: { readonly id: string, readonly connections: ReadonlyArray<{ readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } }> | null } | null };

export type AccountsQueryVariables = Exact<{
  types?: ReadonlyArray<AccountType> | AccountType | null | undefined;
  connected?: boolean | null | undefined;
}>;


export type AccountsQuery = { readonly viewer: { readonly id: string, readonly accounts: ReadonlyArray<{ readonly id: string, readonly type: Open<AccountType>, readonly rawType: string | null, readonly holder: string | null, readonly iban: string | null, readonly bankName: string | null, readonly country: string | null, readonly description: string | null, readonly jointAccount: boolean | null, readonly connection: { readonly id: string } | null, readonly balance: { readonly asOf: string | null, readonly amount: { readonly value: string, readonly currency: string | null } | null, readonly available: { readonly value: string, readonly currency: string | null } | null, readonly limit: { readonly value: string, readonly currency: string | null } | null } | null }> | null } | null };

export type TurnoversQueryVariables = Exact<{
  accountIds?: ReadonlyArray<string> | string | null | undefined;
  connected?: boolean | null | undefined;
  filter?: TurnoverFilter | null | undefined;
  orderBy?: TurnoverOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TurnoversQuery = { readonly viewer: { readonly id: string, readonly turnovers: { readonly totalCount: number, readonly asOf: string | null, readonly unreadableCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type TurnoverGroupsQueryVariables = Exact<{
  accountIds?: ReadonlyArray<string> | string | null | undefined;
  connected?: boolean | null | undefined;
  filter?: TurnoverFilter | null | undefined;
  by: TurnoverGrouping;
}>;


export type TurnoverGroupsQuery = { readonly viewer: { readonly id: string, readonly turnovers: { readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }>, readonly groups: ReadonlyArray<{ readonly key: string, readonly totals: ReadonlyArray<{ readonly count: number, readonly credits: { readonly value: string, readonly currency: string | null }, readonly debits: { readonly value: string, readonly currency: string | null }, readonly net: { readonly value: string, readonly currency: string | null } }> }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type BalanceTotalsQueryVariables = Exact<{
  types?: ReadonlyArray<AccountType> | AccountType | null | undefined;
  connected?: boolean | null | undefined;
}>;


export type BalanceTotalsQuery = { readonly viewer: { readonly id: string, readonly balanceTotals: { readonly totals: ReadonlyArray<{ readonly value: string, readonly currency: string | null }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type RecurringPaymentsQueryVariables = Exact<{
  accountIds?: ReadonlyArray<string> | string | null | undefined;
  direction?: TurnoverDirection | null | undefined;
  status?: ReadonlyArray<RecurringPaymentStatus> | RecurringPaymentStatus | null | undefined;
}>;


export type RecurringPaymentsQuery = { readonly viewer: { readonly id: string, readonly recurringPayments: { readonly payments: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly direction: Open<TurnoverDirection>, readonly cadence: Open<RecurringPaymentCadence>, readonly status: Open<RecurringPaymentStatus>, readonly isAmountFixed: boolean, readonly firstDate: string, readonly lastDate: string, readonly tags: ReadonlyArray<string>, readonly occurrenceCount: number, readonly amount: { readonly value: string, readonly currency: string | null }, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly yearly: { readonly value: string, readonly currency: string | null }, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string }, readonly next: { readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } } } | null }>, readonly basedOn: { readonly from: string | null, readonly to: string | null }, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type UpcomingPaymentsQueryVariables = Exact<{
  days?: number | null | undefined;
  accountIds?: ReadonlyArray<string> | string | null | undefined;
}>;


export type UpcomingPaymentsQuery = { readonly viewer: { readonly id: string, readonly upcomingPayments: { readonly payments: ReadonlyArray<{ readonly earliest: string, readonly latest: string, readonly amountRange: { readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }, readonly account: { readonly id: string }, readonly recurringPayment: { readonly id: string, readonly name: string | null, readonly cadence: Open<RecurringPaymentCadence> } | null, readonly turnover: { readonly id: string, readonly matchKeys: ReadonlyArray<string>, readonly bookingDate: string, readonly direction: Open<TurnoverDirection>, readonly status: Open<TurnoverStatus>, readonly purpose: ReadonlyArray<string>, readonly purposeText: string, readonly tags: ReadonlyArray<string>, readonly isNew: boolean | null, readonly amount: { readonly value: string, readonly currency: string | null }, readonly counterparty: { readonly name: string | null, readonly iban: string | null } | null, readonly category: { readonly id: string, readonly path: ReadonlyArray<string> } | null, readonly account: { readonly id: string } } | null }>, readonly totals: ReadonlyArray<{ readonly least: { readonly value: string, readonly currency: string | null }, readonly greatest: { readonly value: string, readonly currency: string | null } }>, readonly incompleteAccounts: ReadonlyArray<{ readonly code: string, readonly retryable: boolean, readonly account: { readonly id: string } }> } | null } | null };

export type WizardSessionQueryVariables = Exact<{
  transactionId: string;
}>;


export type WizardSessionQuery = { readonly wizardSession: { readonly transactionId: string, readonly finished: boolean | null, readonly currentStep: string | null, readonly lastError: { readonly code: string, readonly retryable: boolean } | null, readonly connection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } | null } | null };

export type WizardSessionChangedSubscriptionVariables = Exact<{
  transactionId: string;
}>;


export type WizardSessionChangedSubscription = { readonly wizardSessionChanged: { readonly transactionId: string, readonly finished: boolean | null, readonly currentStep: string | null, readonly lastError: { readonly code: string, readonly retryable: boolean } | null, readonly connection: { readonly id: string, readonly bankName: string | null, readonly bic: string | null, readonly country: string | null, readonly testMode: boolean | null, readonly createdAt: string | null, readonly status: Open<BankConnectionStatus>, readonly requiredAction: Open<BankConnectionAction> | null, readonly sync: { readonly mode: Open<SyncMode> | null, readonly automatic: boolean, readonly isOverdue: boolean, readonly lastSyncedAt: string | null, readonly consecutiveFailures: number, readonly failuresUntilDisabled: number, readonly message: string | null }, readonly consent: { readonly validUntil: string | null, readonly daysRemaining: number | null, readonly state: Open<ConsentState> } } | null } };

export type SubmitWizardStepMutationVariables = Exact<{
  input: SubmitWizardStepInput;
}>;


export type SubmitWizardStepMutation = { readonly submitWizardStep:
    | { readonly __typename: 'NotFoundError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'WizardSessionOverError', readonly code: string, readonly message: string, readonly retryable: boolean }
    | { readonly __typename: 'WizardStep', readonly finished: boolean, readonly pollAfterMs: number | null, readonly credentialShare: string | null, readonly form: { readonly name: string, readonly elements: ReadonlyArray<
          | { readonly __typename: 'WizardCaptchaField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly image: string, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardCheckboxField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly checked: boolean, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardChoiceField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly selected: string | null, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly options: ReadonlyArray<{ readonly value: string, readonly label: string, readonly disabled: boolean }>, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardFlickerField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly code: ReadonlyArray<ReadonlyArray<string>>, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardHelpText', readonly title: string | null, readonly text: string, readonly type: string, readonly richText: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardHiddenField', readonly name: string, readonly type: string, readonly send: string, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardImage', readonly image: string, readonly label: string | null, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardOtherElement', readonly raw: unknown, readonly type: string, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardRedirect', readonly url: string, readonly label: string | null, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardTabs', readonly name: string, readonly selected: string | null, readonly type: string, readonly choices: ReadonlyArray<{ readonly value: string, readonly label: string }>, readonly shownWhen: { readonly name: string, readonly value: string } | null }
          | { readonly __typename: 'WizardTextField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly value: string | null, readonly secret: boolean, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null }
        > } | null, readonly error: { readonly message: string, readonly recoverable: boolean } | null }
    | { readonly __typename: 'WizardStepPending', readonly askAfterMs: number }
   };

type FormElement_WizardCaptchaField_Fragment = { readonly __typename: 'WizardCaptchaField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly image: string, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardCheckboxField_Fragment = { readonly __typename: 'WizardCheckboxField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly checked: boolean, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardChoiceField_Fragment = { readonly __typename: 'WizardChoiceField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly selected: string | null, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly options: ReadonlyArray<{ readonly value: string, readonly label: string, readonly disabled: boolean }>, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardFlickerField_Fragment = { readonly __typename: 'WizardFlickerField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly code: ReadonlyArray<ReadonlyArray<string>>, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardHelpText_Fragment = { readonly __typename: 'WizardHelpText', readonly title: string | null, readonly text: string, readonly type: string, readonly richText: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardHiddenField_Fragment = { readonly __typename: 'WizardHiddenField', readonly name: string, readonly type: string, readonly send: string, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardImage_Fragment = { readonly __typename: 'WizardImage', readonly image: string, readonly label: string | null, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardOtherElement_Fragment = { readonly __typename: 'WizardOtherElement', readonly raw: unknown, readonly type: string, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardRedirect_Fragment = { readonly __typename: 'WizardRedirect', readonly url: string, readonly label: string | null, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardTabs_Fragment = { readonly __typename: 'WizardTabs', readonly name: string, readonly selected: string | null, readonly type: string, readonly choices: ReadonlyArray<{ readonly value: string, readonly label: string }>, readonly shownWhen: { readonly name: string, readonly value: string } | null };

type FormElement_WizardTextField_Fragment = { readonly __typename: 'WizardTextField', readonly name: string, readonly label: string | null, readonly required: boolean, readonly error: string | null, readonly value: string | null, readonly secret: boolean, readonly type: string, readonly richLabel: { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> } | null, readonly shownWhen: { readonly name: string, readonly value: string } | null };

export type FormElementFragment =
  | FormElement_WizardCaptchaField_Fragment
  | FormElement_WizardCheckboxField_Fragment
  | FormElement_WizardChoiceField_Fragment
  | FormElement_WizardFlickerField_Fragment
  | FormElement_WizardHelpText_Fragment
  | FormElement_WizardHiddenField_Fragment
  | FormElement_WizardImage_Fragment
  | FormElement_WizardOtherElement_Fragment
  | FormElement_WizardRedirect_Fragment
  | FormElement_WizardTabs_Fragment
  | FormElement_WizardTextField_Fragment
;

export type RichTextFragment = { readonly parts: ReadonlyArray<{ readonly kind: Open<WizardTextPartKind>, readonly text: string, readonly url: string | null, readonly values: ReadonlyArray<{ readonly name: string, readonly value: string }> | null }> };

export const ConnectionStateFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
 `) as unknown as TypedDocumentString<ConnectionStateFragment, unknown>;
export const AmountFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Amount on MonetaryAmount {
 value
 currency
}
 `) as unknown as TypedDocumentString<AmountFragment, unknown>;
export const AccountWithBalanceFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}`) as unknown as TypedDocumentString<AccountWithBalanceFragment, unknown>;
export const OverviewFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Overview on BankUser {
 id
 xs2aId
 name
 email
 testMode
 connections {
 ...ConnectionState
 }
 accounts {
 ...AccountWithBalance
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}`) as unknown as TypedDocumentString<OverviewFragment, unknown>;
export const TurnoverEntryFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}`) as unknown as TypedDocumentString<TurnoverEntryFragment, unknown>;
export const ChangedMonthsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment ChangedMonths on TurnoverChanges {
 months {
 month
 turnovers {
 ...TurnoverEntry
 }
 }
 cursor
 hasMore
 asOf
 unreadableCount
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}`) as unknown as TypedDocumentString<ChangedMonthsFragment, unknown>;
export const ConnectionChangeFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment ConnectionChange on BankConnectionChange {
 kind
 connectionId
 connection {
 ...ConnectionState
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}`) as unknown as TypedDocumentString<ConnectionChangeFragment, unknown>;
export const TotalsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}`) as unknown as TypedDocumentString<TotalsFragment, unknown>;
export const IncompleteFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
 `) as unknown as TypedDocumentString<IncompleteFragment, unknown>;
export const TurnoverPageFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment TurnoverPage on TurnoverConnection {
 nodes {
 ...TurnoverEntry
 }
 pageInfo {
 hasNextPage
 endCursor
 }
 totalCount
 totals {
 ...Totals
 }
 asOf
 unreadableCount
 incompleteAccounts {
 ...Incomplete
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`) as unknown as TypedDocumentString<TurnoverPageFragment, unknown>;
export const GroupsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Groups on TurnoverConnection {
 totals {
 ...Totals
 }
 groups(by: $by) {
 key
 totals {
 ...Totals
 }
 }
 incompleteAccounts {
 ...Incomplete
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`) as unknown as TypedDocumentString<GroupsFragment, unknown>;
export const RangeFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}`) as unknown as TypedDocumentString<RangeFragment, unknown>;
export const UpcomingFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Upcoming on UpcomingPayments {
 payments {
 earliest
 latest
 amountRange {
 ...Range
 }
 account {
 id
 }
 recurringPayment {
 id
 name
 cadence
 }
 turnover {
 ...TurnoverEntry
 }
 }
 totals {
 ...Range
 }
 incompleteAccounts {
 ...Incomplete
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}`) as unknown as TypedDocumentString<UpcomingFragment, unknown>;
export const RecurringPaymentEntryFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment RecurringPaymentEntry on RecurringPayment {
 id
 name
 direction
 cadence
 status
 amount {
 ...Amount
 }
 amountRange {
 ...Range
 }
 isAmountFixed
 firstDate
 lastDate
 yearly {
 ...Amount
 }
 category {
 id
 path
 }
 tags
 occurrenceCount
 account {
 id
 }
 next {
 earliest
 latest
 amountRange {
 ...Range
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}`) as unknown as TypedDocumentString<RecurringPaymentEntryFragment, unknown>;
export const RecurringFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Recurring on RecurringPayments {
 payments {
 ...RecurringPaymentEntry
 }
 basedOn {
 from
 to
 }
 incompleteAccounts {
 ...Incomplete
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}
fragment RecurringPaymentEntry on RecurringPayment {
 id
 name
 direction
 cadence
 status
 amount {
 ...Amount
 }
 amountRange {
 ...Range
 }
 isAmountFixed
 firstDate
 lastDate
 yearly {
 ...Amount
 }
 category {
 id
 path
 }
 tags
 occurrenceCount
 account {
 id
 }
 next {
 earliest
 latest
 amountRange {
 ...Range
 }
 }
}`) as unknown as TypedDocumentString<RecurringFragment, unknown>;
export const BalanceSumsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment BalanceSums on BalanceTotals {
 totals {
 ...Amount
 }
 incompleteAccounts {
 ...Incomplete
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`) as unknown as TypedDocumentString<BalanceSumsFragment, unknown>;
export const WizardProgressFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment WizardProgress on WizardSession {
 transactionId
 finished
 currentStep
 lastError {
 code
 retryable
 }
 connection {
 ...ConnectionState
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}`) as unknown as TypedDocumentString<WizardProgressFragment, unknown>;
export const StartedWizardFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment StartedWizard on WizardSession {
 key
 transactionId
}
 `) as unknown as TypedDocumentString<StartedWizardFragment, unknown>;
export const FailureFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment Failure on UserError {
 code
 message
 retryable
}
 `) as unknown as TypedDocumentString<FailureFragment, unknown>;
export const RichTextFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment RichText on WizardRichText {
 parts {
 kind
 text
 url
 values {
 name
 value
 }
 }
}
 `) as unknown as TypedDocumentString<RichTextFragment, unknown>;
export const FormElementFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
 fragment FormElement on WizardFormElement {
 __typename
 type
 shownWhen {
 name
 value
 }
 ... on WizardFormField {
 name
 label
 richLabel {
 ...RichText
 }
 required
 error
 }
 ... on WizardTextField {
 value
 secret
 }
 ... on WizardCheckboxField {
 checked
 }
 ... on WizardChoiceField {
 options {
 value
 label
 disabled
 }
 selected
 }
 ... on WizardCaptchaField {
 image
 }
 ... on WizardFlickerField {
 code
 }
 ... on WizardHiddenField {
 name
 send: value
 }
 ... on WizardImage {
 image
 label
 richLabel {
 ...RichText
 }
 }
 ... on WizardHelpText {
 title
 text
 richText {
 ...RichText
 }
 }
 ... on WizardRedirect {
 url
 label
 richLabel {
 ...RichText
 }
 }
 ... on WizardTabs {
 name
 choices {
 value
 label
 }
 selected
 }
 ... on WizardOtherElement {
 raw
 }
}
 fragment RichText on WizardRichText {
 parts {
 kind
 text
 url
 values {
 name
 value
 }
 }
}`) as unknown as TypedDocumentString<FormElementFragment, unknown>;
export const AccountDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Account($id: ID!) {
 account(id: $id) {
 ...AccountWithBalance
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}`, {"kind":"query","name":"Account"}) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const AccountTurnoversDocument = /*#__PURE__*/ new TypedDocumentString(`
 query AccountTurnovers($id: ID!, $filter: TurnoverFilter, $orderBy: TurnoverOrder, $first: Int, $after: String) {
 account(id: $id) {
 id
 turnovers(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
 ...TurnoverPage
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment TurnoverPage on TurnoverConnection {
 nodes {
 ...TurnoverEntry
 }
 pageInfo {
 hasNextPage
 endCursor
 }
 totalCount
 totals {
 ...Totals
 }
 asOf
 unreadableCount
 incompleteAccounts {
 ...Incomplete
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`, {"kind":"query","name":"AccountTurnovers"}) as unknown as TypedDocumentString<AccountTurnoversQuery, AccountTurnoversQueryVariables>;
export const AccountTurnoverChangesDocument = /*#__PURE__*/ new TypedDocumentString(`
 query AccountTurnoverChanges($id: ID!, $since: String) {
 account(id: $id) {
 id
 turnoverChanges(since: $since) {
 ...ChangedMonths
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment ChangedMonths on TurnoverChanges {
 months {
 month
 turnovers {
 ...TurnoverEntry
 }
 }
 cursor
 hasMore
 asOf
 unreadableCount
}`, {"kind":"query","name":"AccountTurnoverChanges"}) as unknown as TypedDocumentString<AccountTurnoverChangesQuery, AccountTurnoverChangesQueryVariables>;
export const TurnoversChangedDocument = /*#__PURE__*/ new TypedDocumentString(`
 subscription TurnoversChanged($accountId: ID!, $since: String) {
 turnoversChanged(accountId: $accountId, since: $since) {
 ...ChangedMonths
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment ChangedMonths on TurnoverChanges {
 months {
 month
 turnovers {
 ...TurnoverEntry
 }
 }
 cursor
 hasMore
 asOf
 unreadableCount
}`, {"kind":"subscription","name":"TurnoversChanged"}) as unknown as TypedDocumentString<TurnoversChangedSubscription, TurnoversChangedSubscriptionVariables>;
export const AccountBalanceHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
 query AccountBalanceHistory($id: ID!, $from: Date!, $to: Date, $interval: BalanceInterval) {
 account(id: $id) {
 id
 balanceHistory(from: $from, to: $to, interval: $interval) {
 points {
 date
 amount {
 ...Amount
 }
 }
 coveredFrom
 isExact
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}`, {"kind":"query","name":"AccountBalanceHistory"}) as unknown as TypedDocumentString<AccountBalanceHistoryQuery, AccountBalanceHistoryQueryVariables>;
export const AccountReportDocument = /*#__PURE__*/ new TypedDocumentString(`
 query AccountReport($id: ID!, $reportId: String!) {
 account(id: $id) {
 id
 report(id: $reportId)
 }
}
 `, {"kind":"query","name":"AccountReport"}) as unknown as TypedDocumentString<AccountReportQuery, AccountReportQueryVariables>;
export const TurnoverDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Turnover($id: ID!) {
 turnover(id: $id) {
 ...TurnoverEntry
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}`, {"kind":"query","name":"Turnover"}) as unknown as TypedDocumentString<TurnoverQuery, TurnoverQueryVariables>;
export const MarkTurnoversSeenDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation MarkTurnoversSeen($input: MarkTurnoversSeenInput!) {
 markTurnoversSeen(input: $input) {
 __typename
 ... on MarkTurnoversSeenSuccess {
 account {
 id
 }
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"MarkTurnoversSeen"}) as unknown as TypedDocumentString<MarkTurnoversSeenMutation, MarkTurnoversSeenMutationVariables>;
export const DeleteAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation DeleteAccount($id: ID!) {
 deleteAccount(input: {id: $id}) {
 __typename
 ... on DeleteSuccess {
 deletedId
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"DeleteAccount"}) as unknown as TypedDocumentString<DeleteAccountMutation, DeleteAccountMutationVariables>;
export const BanksDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Banks($search: String, $country: CountryCode, $first: Int, $after: String) {
 banks(search: $search, country: $country, first: $first, after: $after) {
 bankCode
 bic
 name
 city
 country
 supported
 testMode
 }
}
 `, {"kind":"query","name":"Banks"}) as unknown as TypedDocumentString<BanksQuery, BanksQueryVariables>;
export const ConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Connection($id: ID!) {
 bankConnection(id: $id) {
 ...ConnectionState
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}`, {"kind":"query","name":"Connection"}) as unknown as TypedDocumentString<ConnectionQuery, ConnectionQueryVariables>;
export const ConnectionChangedDocument = /*#__PURE__*/ new TypedDocumentString(`
 subscription ConnectionChanged($bankUserId: ID, $connectionId: ID) {
 bankConnectionChanged(bankUserId: $bankUserId, connectionId: $connectionId) {
 ...ConnectionChange
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment ConnectionChange on BankConnectionChange {
 kind
 connectionId
 connection {
 ...ConnectionState
 }
}`, {"kind":"subscription","name":"ConnectionChanged"}) as unknown as TypedDocumentString<ConnectionChangedSubscription, ConnectionChangedSubscriptionVariables>;
export const CreateBankConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation CreateBankConnection($input: CreateBankConnectionInput!) {
 createBankConnection(input: $input) {
 __typename
 ... on CreateBankConnectionSuccess {
 wizardSession {
 ...StartedWizard
 }
 wasReplayed
 }
 ... on InvalidInputError {
 fields {
 path
 message
 }
 }
 ...Failure
 }
}
 fragment StartedWizard on WizardSession {
 key
 transactionId
}
fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"CreateBankConnection"}) as unknown as TypedDocumentString<CreateBankConnectionMutation, CreateBankConnectionMutationVariables>;
export const SyncBankConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation SyncBankConnection($input: SyncBankConnectionInput!) {
 syncBankConnection(input: $input) {
 __typename
 ... on SyncStarted {
 connection {
 ...ConnectionState
 }
 requestedAt
 pollAfterMs
 }
 ... on SyncNeedsUser {
 wizardSession {
 ...StartedWizard
 }
 }
 ...Failure
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment StartedWizard on WizardSession {
 key
 transactionId
}
fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"SyncBankConnection"}) as unknown as TypedDocumentString<SyncBankConnectionMutation, SyncBankConnectionMutationVariables>;
export const ResetBankConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation ResetBankConnection($id: ID!) {
 resetBankConnection(input: {id: $id}) {
 __typename
 ... on SyncNeedsUser {
 wizardSession {
 ...StartedWizard
 }
 }
 ...Failure
 }
}
 fragment StartedWizard on WizardSession {
 key
 transactionId
}
fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"ResetBankConnection"}) as unknown as TypedDocumentString<ResetBankConnectionMutation, ResetBankConnectionMutationVariables>;
export const DeleteBankConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation DeleteBankConnection($id: ID!) {
 deleteBankConnection(input: {id: $id}) {
 __typename
 ... on DeleteSuccess {
 deletedId
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"DeleteBankConnection"}) as unknown as TypedDocumentString<DeleteBankConnectionMutation, DeleteBankConnectionMutationVariables>;
export const OverviewOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query OverviewOf($bankUserId: ID!) {
 bankUser(id: $bankUserId) {
 ...Overview
 }
}
 fragment Overview on BankUser {
 id
 xs2aId
 name
 email
 testMode
 connections {
 ...ConnectionState
 }
 accounts {
 ...AccountWithBalance
 }
}
fragment Amount on MonetaryAmount {
 value
 currency
}
fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}`, {"kind":"query","name":"OverviewOf"}) as unknown as TypedDocumentString<OverviewOfQuery, OverviewOfQueryVariables>;
export const ConnectionsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query ConnectionsOf($bankUserId: ID!, $expiringWithinDays: Int) {
 bankUser(id: $bankUserId) {
 id
 connections(expiringWithinDays: $expiringWithinDays) {
 ...ConnectionState
 }
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}`, {"kind":"query","name":"ConnectionsOf"}) as unknown as TypedDocumentString<ConnectionsOfQuery, ConnectionsOfQueryVariables>;
export const AccountsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query AccountsOf($bankUserId: ID!, $types: [AccountType!], $connected: Boolean) {
 bankUser(id: $bankUserId) {
 id
 accounts(types: $types, connected: $connected) {
 ...AccountWithBalance
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}`, {"kind":"query","name":"AccountsOf"}) as unknown as TypedDocumentString<AccountsOfQuery, AccountsOfQueryVariables>;
export const TurnoversOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query TurnoversOf($bankUserId: ID!, $accountIds: [ID!], $connected: Boolean, $filter: TurnoverFilter, $orderBy: TurnoverOrder, $first: Int, $after: String) {
 bankUser(id: $bankUserId) {
 id
 turnovers(
 accountIds: $accountIds
 connected: $connected
 filter: $filter
 orderBy: $orderBy
 first: $first
 after: $after
 ) {
 ...TurnoverPage
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment TurnoverPage on TurnoverConnection {
 nodes {
 ...TurnoverEntry
 }
 pageInfo {
 hasNextPage
 endCursor
 }
 totalCount
 totals {
 ...Totals
 }
 asOf
 unreadableCount
 incompleteAccounts {
 ...Incomplete
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`, {"kind":"query","name":"TurnoversOf"}) as unknown as TypedDocumentString<TurnoversOfQuery, TurnoversOfQueryVariables>;
export const TurnoverGroupsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query TurnoverGroupsOf($bankUserId: ID!, $accountIds: [ID!], $connected: Boolean, $filter: TurnoverFilter, $by: TurnoverGrouping!) {
 bankUser(id: $bankUserId) {
 id
 turnovers(
 accountIds: $accountIds
 connected: $connected
 filter: $filter
 first: 1
 ) {
 ...Groups
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment Groups on TurnoverConnection {
 totals {
 ...Totals
 }
 groups(by: $by) {
 key
 totals {
 ...Totals
 }
 }
 incompleteAccounts {
 ...Incomplete
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`, {"kind":"query","name":"TurnoverGroupsOf"}) as unknown as TypedDocumentString<TurnoverGroupsOfQuery, TurnoverGroupsOfQueryVariables>;
export const BalanceTotalsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query BalanceTotalsOf($bankUserId: ID!, $types: [AccountType!], $connected: Boolean = true) {
 bankUser(id: $bankUserId) {
 id
 balanceTotals(types: $types, connected: $connected) {
 ...BalanceSums
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment BalanceSums on BalanceTotals {
 totals {
 ...Amount
 }
 incompleteAccounts {
 ...Incomplete
 }
}`, {"kind":"query","name":"BalanceTotalsOf"}) as unknown as TypedDocumentString<BalanceTotalsOfQuery, BalanceTotalsOfQueryVariables>;
export const RecurringPaymentsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query RecurringPaymentsOf($bankUserId: ID!, $accountIds: [ID!], $direction: TurnoverDirection, $status: [RecurringPaymentStatus!]) {
 bankUser(id: $bankUserId) {
 id
 recurringPayments(
 accountIds: $accountIds
 direction: $direction
 status: $status
 ) {
 ...Recurring
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}
fragment RecurringPaymentEntry on RecurringPayment {
 id
 name
 direction
 cadence
 status
 amount {
 ...Amount
 }
 amountRange {
 ...Range
 }
 isAmountFixed
 firstDate
 lastDate
 yearly {
 ...Amount
 }
 category {
 id
 path
 }
 tags
 occurrenceCount
 account {
 id
 }
 next {
 earliest
 latest
 amountRange {
 ...Range
 }
 }
}
fragment Recurring on RecurringPayments {
 payments {
 ...RecurringPaymentEntry
 }
 basedOn {
 from
 to
 }
 incompleteAccounts {
 ...Incomplete
 }
}`, {"kind":"query","name":"RecurringPaymentsOf"}) as unknown as TypedDocumentString<RecurringPaymentsOfQuery, RecurringPaymentsOfQueryVariables>;
export const UpcomingPaymentsOfDocument = /*#__PURE__*/ new TypedDocumentString(`
 query UpcomingPaymentsOf($bankUserId: ID!, $days: Int, $accountIds: [ID!]) {
 bankUser(id: $bankUserId) {
 id
 upcomingPayments(days: $days, accountIds: $accountIds) {
 ...Upcoming
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}
fragment Upcoming on UpcomingPayments {
 payments {
 earliest
 latest
 amountRange {
 ...Range
 }
 account {
 id
 }
 recurringPayment {
 id
 name
 cadence
 }
 turnover {
 ...TurnoverEntry
 }
 }
 totals {
 ...Range
 }
 incompleteAccounts {
 ...Incomplete
 }
}`, {"kind":"query","name":"UpcomingPaymentsOf"}) as unknown as TypedDocumentString<UpcomingPaymentsOfQuery, UpcomingPaymentsOfQueryVariables>;
export const BankUsersDocument = /*#__PURE__*/ new TypedDocumentString(`
 query BankUsers($first: Int, $after: String) {
 bankUsers(first: $first, after: $after) {
 nodes {
 id
 xs2aId
 name
 email
 }
 pageInfo {
 hasNextPage
 endCursor
 }
 totalCount
 }
}
 `, {"kind":"query","name":"BankUsers"}) as unknown as TypedDocumentString<BankUsersQuery, BankUsersQueryVariables>;
export const CreateBankUserDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation CreateBankUser($input: CreateBankUserInput!) {
 createBankUser(input: $input) {
 __typename
 ... on CreateBankUserSuccess {
 bankUser {
 id
 xs2aId
 }
 wasReplayed
 }
 ... on InvalidInputError {
 fields {
 path
 message
 }
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"CreateBankUser"}) as unknown as TypedDocumentString<CreateBankUserMutation, CreateBankUserMutationVariables>;
export const DeleteBankUserDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation DeleteBankUser($id: ID!) {
 deleteBankUser(input: {id: $id}) {
 __typename
 ... on DeleteSuccess {
 deletedId
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"DeleteBankUser"}) as unknown as TypedDocumentString<DeleteBankUserMutation, DeleteBankUserMutationVariables>;
export const CreateAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation CreateAccessToken($input: CreateAccessTokenInput!) {
 createAccessToken(input: $input) {
 __typename
 ... on CreateAccessTokenSuccess {
 accessToken {
 id
 token
 validUntil
 }
 }
 ... on InvalidInputError {
 fields {
 path
 message
 }
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"CreateAccessToken"}) as unknown as TypedDocumentString<CreateAccessTokenMutation, CreateAccessTokenMutationVariables>;
export const RenewAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation RenewAccessToken($input: RenewAccessTokenInput!) {
 renewAccessToken(input: $input) {
 __typename
 ... on CreateAccessTokenSuccess {
 accessToken {
 id
 token
 validUntil
 }
 }
 ... on InvalidInputError {
 fields {
 path
 message
 }
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"RenewAccessToken"}) as unknown as TypedDocumentString<RenewAccessTokenMutation, RenewAccessTokenMutationVariables>;
export const RevokeAccessTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation RevokeAccessToken($input: RevokeAccessTokenInput!) {
 revokeAccessToken(input: $input) {
 __typename
 ... on DeleteSuccess {
 deletedId
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}`, {"kind":"mutation","name":"RevokeAccessToken"}) as unknown as TypedDocumentString<RevokeAccessTokenMutation, RevokeAccessTokenMutationVariables>;
export const AccessTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
 query AccessTokens($id: ID!) {
 bankUser(id: $id) {
 id
 accessTokens {
 id
 validUntil
 createdAt
 }
 }
}
 `, {"kind":"query","name":"AccessTokens"}) as unknown as TypedDocumentString<AccessTokensQuery, AccessTokensQueryVariables>;
export const EventsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Events($from: DateTime, $to: DateTime, $type: String, $transactionId: String, $first: Int) {
 events(
 from: $from
 to: $to
 type: $type
 transactionId: $transactionId
 first: $first
 ) {
 id
 type
 transactionId
 createdAt
 bankUser {
 id
 }
 }
}
 `, {"kind":"query","name":"Events"}) as unknown as TypedDocumentString<EventsQuery, EventsQueryVariables>;
export const OverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Overview {
 viewer {
 ...Overview
 }
}
 fragment Overview on BankUser {
 id
 xs2aId
 name
 email
 testMode
 connections {
 ...ConnectionState
 }
 accounts {
 ...AccountWithBalance
 }
}
fragment Amount on MonetaryAmount {
 value
 currency
}
fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}`, {"kind":"query","name":"Overview"}) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const ConnectionsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Connections($expiringWithinDays: Int) {
 viewer {
 id
 connections(expiringWithinDays: $expiringWithinDays) {
 ...ConnectionState
 }
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}`, {"kind":"query","name":"Connections"}) as unknown as TypedDocumentString<ConnectionsQuery, ConnectionsQueryVariables>;
export const AccountsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Accounts($types: [AccountType!], $connected: Boolean) {
 viewer {
 id
 accounts(types: $types, connected: $connected) {
 ...AccountWithBalance
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment AccountWithBalance on Account {
 id
 type
 rawType
 holder
 iban
 bankName
 country
 description
 jointAccount
 connection {
 id
 }
 balance {
 amount {
 ...Amount
 }
 available {
 ...Amount
 }
 limit {
 ...Amount
 }
 asOf
 }
}`, {"kind":"query","name":"Accounts"}) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
export const TurnoversDocument = /*#__PURE__*/ new TypedDocumentString(`
 query Turnovers($accountIds: [ID!], $connected: Boolean, $filter: TurnoverFilter, $orderBy: TurnoverOrder, $first: Int, $after: String) {
 viewer {
 id
 turnovers(
 accountIds: $accountIds
 connected: $connected
 filter: $filter
 orderBy: $orderBy
 first: $first
 after: $after
 ) {
 ...TurnoverPage
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment TurnoverPage on TurnoverConnection {
 nodes {
 ...TurnoverEntry
 }
 pageInfo {
 hasNextPage
 endCursor
 }
 totalCount
 totals {
 ...Totals
 }
 asOf
 unreadableCount
 incompleteAccounts {
 ...Incomplete
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`, {"kind":"query","name":"Turnovers"}) as unknown as TypedDocumentString<TurnoversQuery, TurnoversQueryVariables>;
export const TurnoverGroupsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query TurnoverGroups($accountIds: [ID!], $connected: Boolean, $filter: TurnoverFilter, $by: TurnoverGrouping!) {
 viewer {
 id
 turnovers(
 accountIds: $accountIds
 connected: $connected
 filter: $filter
 first: 1
 ) {
 ...Groups
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Totals on TurnoverTotals {
 count
 credits {
 ...Amount
 }
 debits {
 ...Amount
 }
 net {
 ...Amount
 }
}
fragment Groups on TurnoverConnection {
 totals {
 ...Totals
 }
 groups(by: $by) {
 key
 totals {
 ...Totals
 }
 }
 incompleteAccounts {
 ...Incomplete
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}`, {"kind":"query","name":"TurnoverGroups"}) as unknown as TypedDocumentString<TurnoverGroupsQuery, TurnoverGroupsQueryVariables>;
export const BalanceTotalsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query BalanceTotals($types: [AccountType!], $connected: Boolean = true) {
 viewer {
 id
 balanceTotals(types: $types, connected: $connected) {
 ...BalanceSums
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment BalanceSums on BalanceTotals {
 totals {
 ...Amount
 }
 incompleteAccounts {
 ...Incomplete
 }
}`, {"kind":"query","name":"BalanceTotals"}) as unknown as TypedDocumentString<BalanceTotalsQuery, BalanceTotalsQueryVariables>;
export const RecurringPaymentsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query RecurringPayments($accountIds: [ID!], $direction: TurnoverDirection, $status: [RecurringPaymentStatus!]) {
 viewer {
 id
 recurringPayments(
 accountIds: $accountIds
 direction: $direction
 status: $status
 ) {
 ...Recurring
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}
fragment RecurringPaymentEntry on RecurringPayment {
 id
 name
 direction
 cadence
 status
 amount {
 ...Amount
 }
 amountRange {
 ...Range
 }
 isAmountFixed
 firstDate
 lastDate
 yearly {
 ...Amount
 }
 category {
 id
 path
 }
 tags
 occurrenceCount
 account {
 id
 }
 next {
 earliest
 latest
 amountRange {
 ...Range
 }
 }
}
fragment Recurring on RecurringPayments {
 payments {
 ...RecurringPaymentEntry
 }
 basedOn {
 from
 to
 }
 incompleteAccounts {
 ...Incomplete
 }
}`, {"kind":"query","name":"RecurringPayments"}) as unknown as TypedDocumentString<RecurringPaymentsQuery, RecurringPaymentsQueryVariables>;
export const UpcomingPaymentsDocument = /*#__PURE__*/ new TypedDocumentString(`
 query UpcomingPayments($days: Int, $accountIds: [ID!]) {
 viewer {
 id
 upcomingPayments(days: $days, accountIds: $accountIds) {
 ...Upcoming
 }
 }
}
 fragment Amount on MonetaryAmount {
 value
 currency
}
fragment TurnoverEntry on Turnover {
 id
 matchKeys
 bookingDate
 amount {
 ...Amount
 }
 direction
 status
 purpose
 purposeText
 counterparty {
 name
 iban
 }
 category {
 id
 path
 }
 tags
 isNew
 account {
 id
 }
}
fragment Incomplete on IncompleteAccount {
 account {
 id
 }
 code
 retryable
}
fragment Range on AmountRange {
 least {
 ...Amount
 }
 greatest {
 ...Amount
 }
}
fragment Upcoming on UpcomingPayments {
 payments {
 earliest
 latest
 amountRange {
 ...Range
 }
 account {
 id
 }
 recurringPayment {
 id
 name
 cadence
 }
 turnover {
 ...TurnoverEntry
 }
 }
 totals {
 ...Range
 }
 incompleteAccounts {
 ...Incomplete
 }
}`, {"kind":"query","name":"UpcomingPayments"}) as unknown as TypedDocumentString<UpcomingPaymentsQuery, UpcomingPaymentsQueryVariables>;
export const WizardSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
 query WizardSession($transactionId: String!) {
 wizardSession(transactionId: $transactionId) {
 ...WizardProgress
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment WizardProgress on WizardSession {
 transactionId
 finished
 currentStep
 lastError {
 code
 retryable
 }
 connection {
 ...ConnectionState
 }
}`, {"kind":"query","name":"WizardSession"}) as unknown as TypedDocumentString<WizardSessionQuery, WizardSessionQueryVariables>;
export const WizardSessionChangedDocument = /*#__PURE__*/ new TypedDocumentString(`
 subscription WizardSessionChanged($transactionId: String!) {
 wizardSessionChanged(transactionId: $transactionId) {
 ...WizardProgress
 }
}
 fragment ConnectionState on BankConnection {
 id
 bankName
 bic
 country
 testMode
 createdAt
 status
 requiredAction
 sync {
 mode
 automatic
 isOverdue
 lastSyncedAt
 consecutiveFailures
 failuresUntilDisabled
 message
 }
 consent {
 validUntil
 daysRemaining
 state
 }
}
fragment WizardProgress on WizardSession {
 transactionId
 finished
 currentStep
 lastError {
 code
 retryable
 }
 connection {
 ...ConnectionState
 }
}`, {"kind":"subscription","name":"WizardSessionChanged"}) as unknown as TypedDocumentString<WizardSessionChangedSubscription, WizardSessionChangedSubscriptionVariables>;
export const SubmitWizardStepDocument = /*#__PURE__*/ new TypedDocumentString(`
 mutation SubmitWizardStep($input: SubmitWizardStepInput!) {
 submitWizardStep(input: $input) {
 __typename
 ... on WizardStep {
 form {
 name
 elements {
 ...FormElement
 }
 }
 finished
 pollAfterMs
 error {
 message
 recoverable
 }
 credentialShare
 }
 ... on WizardStepPending {
 askAfterMs: pollAfterMs
 }
 ...Failure
 }
}
 fragment Failure on UserError {
 code
 message
 retryable
}
fragment FormElement on WizardFormElement {
 __typename
 type
 shownWhen {
 name
 value
 }
 ... on WizardFormField {
 name
 label
 richLabel {
 ...RichText
 }
 required
 error
 }
 ... on WizardTextField {
 value
 secret
 }
 ... on WizardCheckboxField {
 checked
 }
 ... on WizardChoiceField {
 options {
 value
 label
 disabled
 }
 selected
 }
 ... on WizardCaptchaField {
 image
 }
 ... on WizardFlickerField {
 code
 }
 ... on WizardHiddenField {
 name
 send: value
 }
 ... on WizardImage {
 image
 label
 richLabel {
 ...RichText
 }
 }
 ... on WizardHelpText {
 title
 text
 richText {
 ...RichText
 }
 }
 ... on WizardRedirect {
 url
 label
 richLabel {
 ...RichText
 }
 }
 ... on WizardTabs {
 name
 choices {
 value
 label
 }
 selected
 }
 ... on WizardOtherElement {
 raw
 }
}
fragment RichText on WizardRichText {
 parts {
 kind
 text
 url
 values {
 name
 value
 }
 }
}`, {"kind":"mutation","name":"SubmitWizardStep"}) as unknown as TypedDocumentString<SubmitWizardStepMutation, SubmitWizardStepMutationVariables>;