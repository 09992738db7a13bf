import type { RequestReport } from '../../http/request-report.js';
import type { Observer } from '../observer.js';
import type { Log } from './log.js';
import { RefusalTally } from './refusal-tally.js';

const TOKEN_EVENTS = {
  CREATED: 'accessToken.created',
  RENEWED: 'accessToken.renewed',
  REPLACED: 'accessToken.replaced',
  RENEWAL_FAILED: 'accessToken.renewalFailed',
} as const;

/** Logs events. Single upstream calls are at debug level: each operation logs their number. */
export function logObserver(log: Log) {
  const refusals = new RefusalTally(({ code, caller }, requests) => {
    log.warn('http.refused', { code, caller, requests });
  });
  return {
    onConfigured: ({ environment, because, warnings }) => {
      log.info('config.mode', { environment, because });
      for (const notice of warnings) log.warn('config.warning', { notice });
    },
    onRefused: (refusal) => {
      refusals.add(refusal);
    },
    onRequest: ({ requestId, durationMs, client, ...report }) => {
      // Operations have their own line, and overload and rate limit rejections are aggregated. Other rejected requests only have
      // this line.
      const hasOwnLine = report.status < 400 || report.status === 429 || report.status === 503;
      log
        .forRequest(requestId)
        [hasOwnLine ? 'debug' : 'info']('http.request', { ...report, ...namesOf(client), ms: durationMs });
    },
    onOperation: ({ requestId, client, name, durationMs, codes, ...report }) => {
      const level = codes.includes('INTERNAL_SERVER_ERROR') ? 'error' : 'info';
      const fields = { ...report, ...namesOf(client), operation: name, codes, ms: durationMs };
      log.forRequest(requestId)[level]('graphql.operation', fields);
    },
    onExchange: ({ method, route, outcome, durationMs, attempt }) => {
      const how = typeof outcome === 'number' ? { status: outcome } : { failure: outcome };
      log.debug('upstream.call', { method, route, ms: durationMs, attempt, ...how });
    },
    onCircuitEvent: (event) => {
      if (event === 'OPENED') log.warn('upstream.circuitOpened');
      else log.info('upstream.circuitClosed');
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
    onServerLog: ({ level, error }) => {
      log[level]('apollo.logged', { error });
    },
    onInternalError: (error, requestId) => {
      log.forRequest(requestId).error('error.internal', { error });
    },
    onUnhandledRejection: (error) => {
      log.error('error.unhandledRejection', { error });
    },
  } satisfies Partial<Observer>;
}

function namesOf({ name, version }: RequestReport['client']) {
  return { client: name, clientVersion: version };
}
