import type { Variables } from './variables.js';

const UPSTREAM = [
  'XS2A_API_KEY',
  'XS2A_BASE_URL',
  'TESTBANK_PORT',
  'TESTBANK_PRIVACY_URL',
  'UPSTREAM_CONCURRENCY',
  'UPSTREAM_WIZARD_SECONDS',
] as const;
const HTTP = [
  'HOST',
  'PORT',
  'KEEP_ALIVE_SECONDS',
  'CORS_ORIGINS',
  'INTROSPECTION',
  'EXPLORER',
  'TRUSTED_DOCUMENTS',
  'TRUSTED_PROXIES',
  'RESPONSE_BYTES',
  'SUBSCRIPTIONS',
  'SUBSCRIPTIONS_PER_BANK_USER',
  'SUBSCRIPTION_CALLBACK_URLS',
  'WEBHOOK_SECRET',
] as const;
const FEDERATION = ['TYPE_PREFIX', 'FEDERATED_ACCESS', 'FEDERATED_TRACES', 'ROUTER_SECRET'] as const;
const OVERLOAD = ['OVERLOAD_REQUESTS', 'OVERLOAD_WAIT_MS'] as const;
const RATE_LIMIT = ['RATE_LIMIT_BANK_USER', 'RATE_LIMIT_SERVICE', 'RATE_LIMIT_ANONYMOUS'] as const;
const AUTH = ['AUTH_JWKS_URL', 'AUTH_JWT_SECRET', 'AUTH_JWT_SECRET_PREVIOUS', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;
const CLAIMS = ['AUTH_BANK_USER_CLAIM', 'AUTH_BANK_USER_SCOPE', 'AUTH_SERVICE_CLAIM', 'AUTH_SERVICE_SCOPE'] as const;
const STORES = ['STORE_URL', 'CACHE_URL', 'ENCRYPTION_KEY'] as const;
const REDIS = [
  'REDIS_CA_FILE',
  'REDIS_CERT_FILE',
  'REDIS_KEY_FILE',
  'REDIS_SENTINEL_USERNAME',
  'REDIS_SENTINEL_PASSWORD',
] as const;
const PROXY = ['HTTPS_PROXY', 'NO_PROXY'] as const;
const OTHER = [
  'CONSENT_EXPIRING_DAYS',
  'LOG_LEVEL',
  'NODE_ENV',
  'OPERATION_SECONDS',
  'SHUTDOWN_GRACE_SECONDS',
] as const;
const TRACES = [
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
  'OTEL_TRACES_EXPORTER',
] as const;
const TELEMETRY = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_SDK_DISABLED'] as const;
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] as const;
const SAMPLING = ['OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG'] as const;
const SERVICE = ['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES'] as const;
const TRACING = [...TRACES, ...TELEMETRY, ...PROTOCOLS, ...SAMPLING, ...SERVICE] as const;

/** Every variable that the gateway reads. */
export const VARIABLES = [
  ...UPSTREAM,
  ...HTTP,
  ...FEDERATION,
  ...OVERLOAD,
  ...RATE_LIMIT,
  ...AUTH,
  ...CLAIMS,
  ...STORES,
  ...REDIS,
  ...TRACING,
  ...PROXY,
  ...OTHER,
] as const;
export type VariableName = (typeof VARIABLES)[number];

const KNOWN: readonly string[] = VARIABLES;

const OURS =
  /^(XS2A|UPSTREAM|AUTH|STORE|CACHE|ENCRYPTION|CORS|TRUSTED|CONSENT|WEBHOOK|OVERLOAD|RATE_LIMIT|SHUTDOWN|SUBSCRIPTIONS?|TESTBANK|FEDERATED)_/;

/** Set by Kubernetes for services whose name begins with one of our prefixes. */
const FROM_KUBERNETES = /_(SERVICE_(HOST|PORT.*)|PORT(_\d+_(TCP|UDP).*)?)$/;

/** Read by other programs; the gateway reads two of them in lower case, too. */
const OF_PROXIES = /^((https?|all)_proxy|no_proxy)$/i;

/** Warns of variables that are probably misspelt and have no effect. */
export function warnOfMisspelt(variables: Variables): void {
  for (const name of variables.names) {
    if (KNOWN.includes(name) || FROM_KUBERNETES.test(name) || OF_PROXIES.test(name) || !/^\w{1,64}$/.test(name))
      continue;
    const meant = nearestTo(name);
    if (meant !== undefined) variables.warn(name, `is unknown and has no effect; the variable is ${meant}`);
    else if (OURS.test(name)) variables.warn(name, 'is not a variable of the gateway, and has no effect');
  }
}

/** Names that short are close to those of other programs. */
const MIN_LENGTH = 7;
/** Letters that are wrong, missing or too many. */
const MAX_MISTAKES = 2;

/** The variable that is probably meant; undefined where none is close. */
function nearestTo(name: string): string | undefined {
  const candidates = KNOWN.filter((known) => known.length > 4)
    .map((known) => ({ known, mistakes: mistakesBetween(plain(known), plain(name)) }))
    .filter(({ known, mistakes }) => mistakes === 0 || (known.length >= MIN_LENGTH && mistakes <= MAX_MISTAKES));
  return candidates.sort((a, b) => a.mistakes - b.mistakes)[0]?.known;
}

/** Levenshtein's distance; Infinity where the lengths alone make it too many, as for most variables of an environment. */
function mistakesBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_MISTAKES) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...a].entries()) {
    const next = [above + 1];
    for (const [left, other] of [...b].entries()) {
      const replaced = (row[left] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[left + 1] ?? 0) + 1, (next[left] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function plain(name: string): string {
  return name.replaceAll('_', '').toUpperCase();
}
