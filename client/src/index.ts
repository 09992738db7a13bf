export { AccountClient, type BalanceHistory, type BalanceHistoryQuery } from './account-client.js';
export type { Result } from './answer.js';
export { BankConnectionClient, type SyncInput } from './bank-connection-client.js';
export {
  BankLogin,
  type BankLoginOptions,
  type LoginOutcome,
  type LoginScreen,
  type ScreenAnswer,
} from './bank-login.js';
export {
  BankUserClient,
  type AccountQuery,
  type AccountSelection,
  type AccountsOfTurnovers,
  type RecurringPaymentsQuery,
  type UpcomingPaymentsQuery,
} from './bank-user-client.js';
export type { PlainDocument, TypedDocument } from './document.js';
export type { ClientErrorCode, ErrorCode, GatewayErrorCode, RequestErrorCode } from './error-code.js';
export { AbortError, GatewayError, NetworkError, TimeoutError, type ErrorDetails } from './errors.js';
export {
  GatewayClient,
  type Bank,
  type BankUserPage,
  type BankUsersQueryOptions,
  type IterateBanksQuery,
} from './gateway-client.js';
export { List, type IterateOptions, type Page } from './list.js';
export { expectSuccess, isSuccess, type Outcome, type Success } from './outcome.js';
export type { SyncEnded, SyncStillRunning, WaitOptions } from './sync-wait.js';
export { LiveTransport } from './live-transport.js';
export type { GatewayClientOptions, RequestOptions, SubscribeOptions, TokenRequest } from './options.js';
export { Transport } from './transport.js';
export type {
  IterateChangesOptions,
  IterateTurnoversQuery,
  TurnoverChanges,
  TurnoverList,
  TurnoverQuery,
} from './turnovers.js';
/** Every type of the schema that the client's documents use: `Graph.TurnoverEntryFragment`. */
export type * as Graph from './generated/operations.js';
