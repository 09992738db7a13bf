export { balanceHistory, type BalanceHistory, type BalanceInterval } from './balance-history.js';
export { dateOf, dayOf } from './calendar.js';
export { periodsPerYear } from './cadence.js';
export type { Expectation } from './forecast.js';
export type { Ledger, LedgerEntry } from './ledger.js';
export { findOwnTransfers, type OwnTransfer, type OwnTransfers } from './own-transfers.js';
export { findRecurringPayments, type PayeeEntry, type RecurringPayment } from './recurring-payments.js';
export { upcomingPayments, type UpcomingPayment } from './upcoming.js';
export { Findings } from './findings.js';
