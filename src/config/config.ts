import { randomSecret, readAuth, type AuthConfig } from './auth.config.js';
import { ConfigError } from './config-error.js';
import { readEnvironment, type EnvironmentConfig } from './environment.config.js';
import { readExposure, type ExposureConfig } from './exposure.config.js';
import { readFederation, type FederationConfig } from './federation.config.js';
import { readHttp, type HttpConfig } from './http.config.js';
import { readProxy, type ProxyConfig } from './proxy.config.js';
import { warnOfMisspelt } from './spelling.js';
import { readStores, type StoresConfig } from './store.config.js';
import { readUpstream, type UpstreamConfig } from './upstream.config.js';
import { readTracing, type TracingConfig } from './tracing.config.js';
import { readTrustedDocuments } from './trusted-documents.config.js';
import { Variables } from './variables.js';

export type { AuthConfig, TokenRules } from './auth.config.js';
export { DEFAULT_SERVICE_SCOPE, isScope, randomSecret } from './auth.config.js';
export { ConfigError } from './config-error.js';
export { ENVIRONMENT_REASONS } from './environment.config.js';
export { isTypePrefix, TYPE_PREFIX_RULE } from './federation.config.js';
export type { Rates } from './http.config.js';
export type { RedisHost } from './redis-url.js';
export type { VariableName } from './spelling.js';
export { isProxied, type ProxyConfig } from './proxy.config.js';
export type { RedisConfig, StoreConfig } from './store.config.js';
export type { TracingConfig } from './tracing.config.js';
export type { UpstreamConfig } from './upstream.config.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config extends EnvironmentConfig, ExposureConfig, FederationConfig, HttpConfig, StoresConfig {
  readonly upstream: UpstreamConfig;
  readonly auth: AuthConfig;
  /** Concurrent calls to XS2A.api. */
  readonly upstreamConcurrency: number;
  /** The only documents that may run, by id; undefined: all may run. */
  readonly trustedDocuments: ReadonlyMap<string, string> | undefined;
  /** A consent that ends within this many days counts as expiring. */
  readonly consentExpiringDays: number;
  readonly logLevel: LogLevel;
  /** Deadline of one operation's calls to XS2A.api. */
  readonly operationSeconds: number;
  /** Deadline of one step of a bank login. */
  readonly wizardSeconds: number;
  /** Time for requests in flight after a stop signal. */
  readonly shutdownGraceSeconds: number;
  /** The proxy for outgoing HTTPS; undefined: there is none. */
  readonly proxy: ProxyConfig | undefined;
  /** Undefined: tracing is off. */
  readonly tracing: TracingConfig | undefined;
  /** Notices for operators, one line each, without secrets. */
  readonly warnings: readonly string[];
}

/**
 * The only reader of the environment. An empty variable counts as unset.
 *
 * @param mintingSecret called where the gateway issues tokens itself, with the embedded test bank; by default a new secret
 * @throws ConfigError with all faults at once
 */
export function readConfig(env: NodeJS.ProcessEnv, mintingSecret: () => string = randomSecret): Config {
  const variables = new Variables(env);
  const environment = readEnvironment(variables);
  const production = environment.environment === 'production';
  const upstream = readUpstream(variables, production);
  const settings = {
    ...environment,
    upstream,
    // Enough to read the balances of about sixty accounts at once.
    upstreamConcurrency: variables.integer('UPSTREAM_CONCURRENCY', { fallback: 256, min: 4, max: 10_000 }),
    ...readHttp(variables, production),
    auth: readAuth(variables, upstream.kind === 'testbank' && !production ? mintingSecret : undefined),
    ...readStores(variables, production),
    ...readExposure(variables, production),
    ...readFederation(variables),
    trustedDocuments: readTrustedDocuments(variables),
    consentExpiringDays: variables.integer('CONSENT_EXPIRING_DAYS', { fallback: 14, min: 0, max: 365 }),
    logLevel: variables.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    operationSeconds: variables.integer('OPERATION_SECONDS', { fallback: 20, min: 1, max: 300 }),
    wizardSeconds: variables.integer('UPSTREAM_WIZARD_SECONDS', { fallback: 170, min: 1, max: 600 }),
    shutdownGraceSeconds: variables.integer('SHUTDOWN_GRACE_SECONDS', { fallback: 8, min: 0, max: 300 }),
    proxy: readProxy(variables),
    tracing: readTracing(variables),
  };
  warnOfMisspelt(variables);
  if (variables.faults.length > 0) throw new ConfigError(variables.faults);
  return { ...settings, warnings: variables.warnings };
}
