import { ENVIRONMENT_REASONS } from '../../config/config.js';
import {
  clientName,
  clientVersion,
  code,
  configNotice,
  count,
  failure,
  httpStatus,
  listOf,
  milliseconds,
  oneOf,
  operationName,
  origin,
  route,
  term,
  type Field,
} from './log-field.js';

/** All log events and their allowed fields. There is no free text. */
export const LOG_EVENTS = {
  'config.mode': { environment: oneOf('production', 'development'), because: oneOf(...ENVIRONMENT_REASONS) },
  'config.warning': { notice: configNotice },
  'gateway.started': {
    url: origin,
    environment: oneOf('production', 'development'),
    upstream: oneOf('testbank', 'xs2a'),
    auth: oneOf('jwks', 'secret', 'minted'),
    store: oneOf('memory', 'redis'),
    cache: oneOf('memory', 'redis'),
    ms: milliseconds,
  },
  'gateway.startFailed': { error: failure },
  'gateway.draining': { signal: term },
  'gateway.stopped': { ms: milliseconds },
  'gateway.crashed': { error: failure },
  'apollo.logged': { error: failure },
  'error.internal': { error: failure },
  'error.unhandledRejection': { error: failure },

  'http.request': {
    method: term,
    route,
    status: httpStatus,
    client: clientName,
    clientVersion,
    ms: milliseconds,
  },
  'http.refused': {
    code: oneOf('OVERLOADED', 'RATE_LIMITED'),
    caller: oneOf('anonymous', 'bankUser', 'service'),
    requests: count,
  },
  'graphql.operation': {
    operation: operationName,
    type: oneOf('query', 'mutation', 'subscription'),
    caller: oneOf('anonymous', 'bankUser', 'service'),
    client: clientName,
    clientVersion,
    codes: listOf(code),
    ms: milliseconds,
    upstreamCalls: count,
    cacheHits: count,
    skippedRows: count,
  },

  'upstream.call': { method: term, route, status: httpStatus, failure: code, ms: milliseconds, attempt: count },
  'upstream.circuitOpened': {},
  'upstream.circuitClosed': {},
  'upstream.rowsSkipped': { route, rows: count },
  'accessToken.created': {},
  'accessToken.renewed': {},
  'accessToken.replaced': {},
  'accessToken.renewalFailed': {},

  'traces.notSent': { error: failure },

  'auth.tokenRefused': { reason: term },
  'auth.keysLoaded': { keys: count },
  'auth.keysUnavailable': { error: failure },

  'store.connected': { namespace: term },
  'store.disconnected': { namespace: term, error: failure },
  'store.failed': { namespace: term, operation: term, error: failure },
  'store.recordRefused': { namespace: term },
} as const satisfies Record<string, Record<string, Field<unknown>>>;

export type LogEvent = keyof typeof LOG_EVENTS;

type Accepted<F> = F extends Field<infer T> ? T : never;

/** All optional: unknown values are left out. */
export type LogFields<E extends LogEvent> = {
  readonly [Name in keyof (typeof LOG_EVENTS)[E]]?: Accepted<(typeof LOG_EVENTS)[E][Name]> | undefined;
};
