import type { RequestRefusal } from '../admission/request-refusal.js';
import type { AuthEvent } from '../auth/auth-event.js';
import type { Config } from '../config/config.js';
import type { CacheEvent } from '../datasources/reads/cache-event.js';
import type { EventReading } from '../datasources/live/event-reader.js';
import type { AccessTokenEvent } from '../datasources/xs2a/access-tokens.js';
import type { CircuitEvent } from '../datasources/xs2a/circuit-breaker/circuit-breaker.js';
import type { UpstreamExchange } from '../datasources/xs2a/upstream.js';
import type { OperationReport } from '../graphql/operation-report.js';
import type { ServerLogEvent } from '../graphql/server-log.js';
import type { CallbackFailure } from '../http/live/callback.js';
import type { RequestReport } from '../http/request-report.js';
import type { WebhookOutcome } from '../http/webhook.js';
import type { StoreEvent } from '../store/secure-store.js';

/** Events of the gateway, for logs, metrics and traces. Contains nothing confidential. */
export interface Observer {
  /** Once, first: the environment and why it was chosen, and notices about the configuration. */
  readonly onConfigured: (config: Pick<Config, 'environment' | 'because' | 'warnings'>) => void;
  readonly onOperation: (report: OperationReport) => void;
  /** For every HTTP request, including operations. */
  readonly onRequest: (report: RequestReport) => void;
  readonly onRefused: (refusal: RequestRefusal) => void;
  /** A response was dropped because the client did not read it. */
  readonly onUnreadAnswer: () => void;
  readonly onExchange: (exchange: UpstreamExchange) => void;
  readonly onCacheEvent: (event: CacheEvent) => void;
  /** A call to XS2A.api has left the queue. */
  readonly onQueueWait: (durationMs: number) => void;
  /** The circuit to XS2A.api opened or closed. */
  readonly onCircuitEvent: (event: CircuitEvent) => void;
  readonly onTokenEvent: (event: AccessTokenEvent) => void;
  /** The route names the list with the unreadable row. */
  readonly onSkippedRow: (route: string) => void;
  readonly onStoreEvent: (event: StoreEvent) => void;
  readonly onAuthEvent: (event: AuthEvent) => void;
  /** The outcome of a webhook event, known to XS2A or not. */
  readonly onWebhookEvent: (outcome: WebhookOutcome) => void;
  /** XS2A's events were read for subscriptions, or could not be. */
  readonly onEventReading: (reading: EventReading) => void;
  /** A subscription by callback did not begin, or has ended, because of the router. */
  readonly onCallbackFailure: (failure: CallbackFailure) => void;
  readonly onServerLog: (event: ServerLogEvent) => void;
  /** A bug in the gateway. Never log the error's message: it may quote bank data. */
  readonly onInternalError: (error: unknown, requestId: string) => void;
  /** A bug outside of any request. */
  readonly onUnhandledRejection: (error: unknown) => void;
}

/** Calls every observer that has a handler for the event, in order. */
export function combineObservers(...observers: readonly Partial<Observer>[]): Observer {
  const all =
    <Args extends unknown[]>(handlerOf: (observer: Partial<Observer>) => ((...args: Args) => void) | undefined) =>
    (...args: Args) => {
      for (const observer of observers) handlerOf(observer)?.(...args);
    };
  return {
    onConfigured: all(({ onConfigured }) => onConfigured),
    onOperation: all(({ onOperation }) => onOperation),
    onRequest: all(({ onRequest }) => onRequest),
    onRefused: all(({ onRefused }) => onRefused),
    onUnreadAnswer: all(({ onUnreadAnswer }) => onUnreadAnswer),
    onExchange: all(({ onExchange }) => onExchange),
    onCacheEvent: all(({ onCacheEvent }) => onCacheEvent),
    onQueueWait: all(({ onQueueWait }) => onQueueWait),
    onCircuitEvent: all(({ onCircuitEvent }) => onCircuitEvent),
    onTokenEvent: all(({ onTokenEvent }) => onTokenEvent),
    onSkippedRow: all(({ onSkippedRow }) => onSkippedRow),
    onStoreEvent: all(({ onStoreEvent }) => onStoreEvent),
    onAuthEvent: all(({ onAuthEvent }) => onAuthEvent),
    onWebhookEvent: all(({ onWebhookEvent }) => onWebhookEvent),
    onEventReading: all(({ onEventReading }) => onEventReading),
    onCallbackFailure: all(({ onCallbackFailure }) => onCallbackFailure),
    onServerLog: all(({ onServerLog }) => onServerLog),
    onInternalError: all(({ onInternalError }) => onInternalError),
    onUnhandledRejection: all(({ onUnhandledRejection }) => onUnhandledRejection),
  };
}
