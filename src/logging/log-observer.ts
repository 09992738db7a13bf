import type { Observer } from '../observer.js';
import type { Log } from './log.js';

const TOKEN_EVENTS = {
  CREATED: 'accessToken.created',
  RENEWED: 'accessToken.renewed',
  REPLACED: 'accessToken.replaced',
  RENEWAL_FAILED: 'accessToken.renewalFailed',
} as const;

/** Writes what happens to the log. Single upstream calls are for debugging: each operation says how many it took. */
export function logObserver(log: Log): Observer {
  return {
    onOperation: ({ requestId, name, durationMs, codes, ...report }) => {
      const level = codes.includes('INTERNAL_SERVER_ERROR') ? 'error' : 'info';
      log.forRequest(requestId)[level]('graphql.operation', { ...report, operation: name, codes, ms: durationMs });
    },
    onExchange: ({ method, route, outcome, durationMs }) => {
      const how = typeof outcome === 'number' ? { status: outcome } : { failure: outcome };
      log.debug('upstream.call', { method, route, ms: durationMs, ...how });
    },
    onTokenEvent: (event) => {
      log[event === 'RENEWAL_FAILED' ? 'warn' : 'debug'](TOKEN_EVENTS[event]);
    },
    onSkippedRow: (route) => {
      log.warn('upstream.rowsSkipped', { route, rows: 1 });
    },
    onStoreEvent: ({ kind, ...event }) => {
      log[kind === 'connected' ? 'info' : 'warn'](`store.${kind}`, event);
    },
    onAuthEvent: ({ kind, ...event }) => {
      log[kind === 'keysUnavailable' ? 'warn' : 'debug'](`auth.${kind}`, event);
    },
    onInternalError: (error, requestId) => {
      log.forRequest(requestId).error('error.internal', { error });
    },
  };
}
