import { registerEnumType } from 'type-graphql';

export const TurnoverStatus = { PENDING: 'PENDING', BOOKED: 'BOOKED', CANCELED: 'CANCELED' } as const;
export type TurnoverStatus = keyof typeof TurnoverStatus;

registerEnumType(TurnoverStatus, {
  name: 'TurnoverStatus',
  description: 'How far a turnover has come at the bank. It can change with every sync; the id stays.',
  valuesConfig: {
    PENDING: { description: 'Announced and not booked yet: it may still change, or vanish.' },
    BOOKED: { description: 'Booked: part of the balance.' },
    CANCELED: {
      description:
        'Canceled, before or after it was booked. It stays in the list, and out of totals and groups unless the filter names this status.',
    },
  },
});

export const TurnoverDirection = { CREDIT: 'CREDIT', DEBIT: 'DEBIT' } as const;
export type TurnoverDirection = keyof typeof TurnoverDirection;

registerEnumType(TurnoverDirection, {
  name: 'TurnoverDirection',
  description: 'Which way the money goes, seen from the account.',
  valuesConfig: {
    CREDIT: { description: 'Money comes in: the amount is zero or positive.' },
    DEBIT: { description: 'Money goes out: the amount is negative.' },
  },
});

export const TurnoverIdSource = { XS2A: 'XS2A', BANK: 'BANK', DERIVED: 'DERIVED' } as const;
export type TurnoverIdSource = keyof typeof TurnoverIdSource;

registerEnumType(TurnoverIdSource, {
  name: 'TurnoverIdSource',
  description:
    "Where a turnover's id comes from. All of them are stable; the first that there is, in this order, is used.",
  valuesConfig: {
    XS2A: { description: 'XS2A gave the entry an id (a feature that it switches on per customer).' },
    BANK: { description: 'The bank gave the entry an id, and it is unique within the account and booking day.' },
    DERIVED: {
      description:
        'Neither did: the id is worked out from what does not change about an entry (account, booking date, amount, ' +
        'purpose, counterparty). If the bank corrects one of these, the entry has a new id.',
    },
  },
});

export const TurnoverOrder = {
  BOOKING_DATE_DESC: 'BOOKING_DATE_DESC',
  BOOKING_DATE_ASC: 'BOOKING_DATE_ASC',
  AMOUNT_DESC: 'AMOUNT_DESC',
  AMOUNT_ASC: 'AMOUNT_ASC',
} as const;
export type TurnoverOrder = keyof typeof TurnoverOrder;

registerEnumType(TurnoverOrder, {
  name: 'TurnoverOrder',
  description: 'The order of a list of turnovers. A cursor belongs to one order: with another it is `CURSOR_MISMATCH`.',
  valuesConfig: {
    BOOKING_DATE_DESC: {
      description:
        'Newest booking date first, within a day by id. Nothing that a sync changes about an entry decides its place.',
    },
    BOOKING_DATE_ASC: { description: 'Oldest booking date first, within a day by id.' },
    AMOUNT_DESC: {
      description: 'Greatest signed amount first, so credits before debits; then newest first, then by id.',
    },
    AMOUNT_ASC: {
      description: 'Smallest signed amount first, so the greatest spending; then oldest first, then by id.',
    },
  },
});

export const TurnoverGrouping = {
  MONTH: 'MONTH',
  WEEK: 'WEEK',
  DAY: 'DAY',
  ACCOUNT: 'ACCOUNT',
  CATEGORY: 'CATEGORY',
  COUNTERPARTY: 'COUNTERPARTY',
  TAG: 'TAG',
} as const;
export type TurnoverGrouping = keyof typeof TurnoverGrouping;

registerEnumType(TurnoverGrouping, {
  name: 'TurnoverGrouping',
  description: 'By what turnovers are grouped.',
  valuesConfig: {
    MONTH: { description: 'By the month of the booking date, such as `2026-10`; newest first.' },
    WEEK: {
      description: 'By the week of ISO 8601 (from Monday) of the booking date, such as `2026-W40`; newest first.',
    },
    DAY: { description: 'By booking date, such as `2026-10-01`; newest first.' },
    ACCOUNT: { description: 'By the `id` of the account; most entries first.' },
    CATEGORY: {
      description:
        "One level below the filter's category: `K` gives `K.1`, `K.2` …, and without a filter the roots. An entry on the " +
        "filter's own level stands under that id. Put a key into `TurnoverFilter.category` to drill down. Most entries first.",
    },
    COUNTERPARTY: { description: 'By the name of the counterparty; most entries first.' },
    TAG: { description: 'By tag; an entry counts under each of its tags, so groups overlap. Most entries first.' },
  },
});
