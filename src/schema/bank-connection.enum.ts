import { registerEnumType } from 'type-graphql';

export const BankConnectionStatus = {
  DISABLED: 'DISABLED',
  CONSENT_EXPIRED: 'CONSENT_EXPIRED',
  SYNC_FAILING: 'SYNC_FAILING',
  MANUAL_SYNC_ONLY: 'MANUAL_SYNC_ONLY',
  CONSENT_EXPIRING: 'CONSENT_EXPIRING',
  ACTIVE: 'ACTIVE',
} as const;
export type BankConnectionStatus = keyof typeof BankConnectionStatus;

registerEnumType(BankConnectionStatus, {
  name: 'BankConnectionStatus',
  description: 'The state of a bank connection. Where several apply, it is the first of them in this order.',
  valuesConfig: {
    DISABLED: {
      description:
        'Three syncs in a row failed; XS2A never syncs it again. Delete it and create a new one; what was read before stays readable until then.',
    },
    CONSENT_EXPIRED: {
      description: "The person's consent is over, so the bank gives no new data. The person has to log in again.",
    },
    SYNC_FAILING: {
      description:
        'The last sync failed, or the last two; the third failure disables the connection. `sync.message` says why.',
    },
    MANUAL_SYNC_ONLY: {
      description:
        'Nothing is wrong, but XS2A does not sync by itself (sync mode NONE or SHARED): data is as old as the last `syncBankConnection`.',
    },
    CONSENT_EXPIRING: {
      description:
        'It works, but the consent ends soon (within 14 days, unless the operator set another number). Ask the person to log in again before it does.',
    },
    ACTIVE: { description: 'It works and XS2A syncs it once a day. There is nothing to do.' },
  },
});

export const BankConnectionAction = {
  RECREATE: 'RECREATE',
  REAUTHENTICATE: 'REAUTHENTICATE',
  SUPPLY_CREDENTIAL_SHARE: 'SUPPLY_CREDENTIAL_SHARE',
  RESYNC: 'RESYNC',
} as const;
export type BankConnectionAction = keyof typeof BankConnectionAction;

registerEnumType(BankConnectionAction, {
  name: 'BankConnectionAction',
  description: 'What somebody has to do about a bank connection.',
  valuesConfig: {
    RECREATE: {
      description:
        'Delete it (`deleteBankConnection`) and its accounts (`deleteAccount`), and create it anew (`createBankConnection`). Nothing else helps. ' +
        'Accounts that stay would count twice beside those that the new connection brings.',
    },
    REAUTHENTICATE: {
      description: 'The person has to log in at the bank again: `resetBankConnection` begins that login.',
    },
    SUPPLY_CREDENTIAL_SHARE: {
      description: "Sync again (`syncBankConnection`) with the caller's half of the credentials, and with `force`.",
    },
    RESYNC: {
      description: 'Sync again (`syncBankConnection` with `force`). Nobody has to log in.',
    },
  },
});

export const SyncMode = { FULL: 'FULL', SHARED: 'SHARED', NONE: 'NONE' } as const;
export type SyncMode = keyof typeof SyncMode;

registerEnumType(SyncMode, {
  name: 'SyncMode',
  description: 'Where the credentials of the bank login are stored, and thus who can sync.',
  valuesConfig: {
    FULL: {
      description:
        'XS2A keeps them: it syncs once a day by itself, and a sync on demand needs nobody. After a failed sync the mode can fall back to NONE.',
    },
    SHARED: {
      description:
        'XS2A keeps them encrypted and the caller holds the other half (`credentialShare`): every sync is on demand and needs that half, but not the person.',
    },
    NONE: { description: 'Nobody keeps them: every sync is on demand, and the person logs in at the bank again.' },
  },
});

export const ConsentState = {
  VALID: 'VALID',
  EXPIRING: 'EXPIRING',
  EXPIRED: 'EXPIRED',
  UNKNOWN: 'UNKNOWN',
} as const;
export type ConsentState = keyof typeof ConsentState;

registerEnumType(ConsentState, {
  name: 'ConsentState',
  description: "How a person's consent to read data at the bank stands.",
  valuesConfig: {
    VALID: { description: 'It holds for longer than the warning time.' },
    EXPIRING: {
      description: 'It holds, and ends within the warning time: 14 days, unless the operator set another number.',
    },
    EXPIRED: { description: 'Its last day is over. The person has to log in at the bank again.' },
    UNKNOWN: { description: 'XS2A states no date; it may be that the bank asks for no renewal.' },
  },
});
