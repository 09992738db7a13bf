import type { AuthEvent } from './auth/auth-event.js';
import type { AccessTokenEvent } from './datasources/access-tokens.js';
import type { UpstreamExchange } from './datasources/upstream.js';
import type { OperationReport } from './graphql/operation-report.js';
import type { StoreEvent } from './store/secure-store.js';

/** What happens in the gateway, told to whoever logs, counts or traces it. Nothing confidential is in any of it. */
export interface Observer {
  readonly onOperation: (report: OperationReport) => void;
  readonly onExchange: (exchange: UpstreamExchange) => void;
  readonly onTokenEvent: (event: AccessTokenEvent) => void;
  /** The route names the list in which a row could not be read. */
  readonly onSkippedRow: (route: string) => void;
  readonly onStoreEvent: (event: StoreEvent) => void;
  readonly onAuthEvent: (event: AuthEvent) => void;
  /** The gateway's own fault. The error's message is not for the log: it may quote what it stumbled over. */
  readonly onInternalError: (error: unknown, requestId: string) => void;
}

/** Tells each of them everything, in their order. */
export function combineObservers(...observers: readonly Observer[]): Observer {
  const all =
    <Told extends unknown[]>(tell: (observer: Observer) => (...told: Told) => void) =>
    (...told: Told) => {
      for (const observer of observers) tell(observer)(...told);
    };
  return {
    onOperation: all(({ onOperation }) => onOperation),
    onExchange: all(({ onExchange }) => onExchange),
    onTokenEvent: all(({ onTokenEvent }) => onTokenEvent),
    onSkippedRow: all(({ onSkippedRow }) => onSkippedRow),
    onStoreEvent: all(({ onStoreEvent }) => onStoreEvent),
    onAuthEvent: all(({ onAuthEvent }) => onAuthEvent),
    onInternalError: all(({ onInternalError }) => onInternalError),
  };
}
