import { registerEnumType } from 'type-graphql';

export const BalanceInterval = { DAY: 'DAY', WEEK: 'WEEK', MONTH: 'MONTH' } as const;
export type BalanceInterval = keyof typeof BalanceInterval;

registerEnumType(BalanceInterval, {
  name: 'BalanceInterval',
  description: 'Of which days a history has the balance.',
  valuesConfig: {
    DAY: { description: 'Of every day.' },
    WEEK: { description: 'Of every Sunday, and of the last day.' },
    MONTH: { description: 'Of the last day of every month, and of the last day of all.' },
  },
});

export const RecurringPaymentCadence = {
  WEEKLY: 'WEEKLY',
  BIWEEKLY: 'BIWEEKLY',
  MONTHLY: 'MONTHLY',
  BIMONTHLY: 'BIMONTHLY',
  QUARTERLY: 'QUARTERLY',
  HALF_YEARLY: 'HALF_YEARLY',
  YEARLY: 'YEARLY',
} as const;
export type RecurringPaymentCadence = keyof typeof RecurringPaymentCadence;

registerEnumType(RecurringPaymentCadence, {
  name: 'RecurringPaymentCadence',
  description: 'How often a payment comes. Weekends, German bank holidays and short months may move single ones.',
  valuesConfig: {
    WEEKLY: { description: 'Every week.' },
    BIWEEKLY: { description: 'Every two weeks.' },
    MONTHLY: { description: 'Every month.' },
    BIMONTHLY: { description: 'Every two months.' },
    QUARTERLY: { description: 'Every three months.' },
    HALF_YEARLY: { description: 'Every six months.' },
    YEARLY: { description: 'Every year.' },
  },
});

export const RecurringPaymentStatus = { ACTIVE: 'ACTIVE', LATE: 'LATE', ENDED: 'ENDED' } as const;
export type RecurringPaymentStatus = keyof typeof RecurringPaymentStatus;

registerEnumType(RecurringPaymentStatus, {
  name: 'RecurringPaymentStatus',
  description: 'Whether a payment still comes, as of the last sync of its account.',
  valuesConfig: {
    ACTIVE: { description: 'The next one is not due yet, or has been for no more than three days.' },
    LATE: { description: 'The next one is overdue, and may still come.' },
    ENDED: { description: 'More than one has not come (after 60 days at the latest): nothing more is expected.' },
  },
});
