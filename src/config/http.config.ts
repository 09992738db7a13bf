import { isIP } from 'node:net';
import { readHttpUrl, readHttpUrls } from './http-url.js';
import type { Variables } from './variables.js';

export interface HttpConfig {
  /** A name or an address to listen on. */
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** How long connections are kept without a request. */
  readonly keepAliveSeconds: number;
  /** Allowed origins of browsers; `*` stands alone and means all. */
  readonly corsOrigins: readonly string[];
  readonly overload: OverloadConfig;
  readonly rates: Rates;
  readonly subscriptions: SubscriptionsConfig;
  /** Of one response. */
  readonly responseBytes: number;
  /** Addresses and networks whose forwarding headers are trusted. */
  readonly trustedProxies: readonly string[];
  /** The last path segment of the webhook's URL; undefined: there is none, and anybody can send events. */
  readonly webhookSecret: string | undefined;
  /** The privacy text that the test bank's login page links to; undefined: its own. */
  readonly testBankPrivacyUrl: string | undefined;
}

/** How many may be open at a time; connections over WebSocket have the same bounds. */
export interface SubscriptionsConfig {
  /** Of all callers together; a service may have half of them. */
  readonly max: number;
  readonly maxPerBankUser: number;
  /** Beginnings of the URLs that routers may have events sent to; empty: none. */
  readonly callbackUrls: readonly string[];
}

export interface OverloadConfig {
  /** Requests in flight beyond which further ones are rejected. */
  readonly requests: number;
  /** Milliseconds in the queue beyond which the limit is lowered; 0: never. */
  readonly waitMs: number;
}

/** Units per minute and caller; 0: unlimited. An operation uses a unit per upstream call, and at least one. */
export interface Rates {
  readonly bankUser: number;
  readonly service: number;
  /** Per network; each request without a token uses one unit. */
  readonly anonymous: number;
}

/** Origins of Apollo's hosted explorer. */
const APOLLO_STUDIO_ORIGINS = [
  'https://studio.apollographql.com',
  'https://explorer.embed.apollographql.com',
  'https://sandbox.embed.apollographql.com',
];

/** Units per minute. */
const HIGHEST_RATE = 1_000_000;

export function readHttp(variables: Variables, production: boolean): HttpConfig {
  return {
    host: readHost(variables),
    port: variables.integer('PORT', { fallback: 4000, min: 0, max: 65_535 }),
    // Google's load balancers reuse connections for 600 seconds, Envoy by default for an hour.
    keepAliveSeconds: variables.integer('KEEP_ALIVE_SECONDS', { fallback: 620, min: 1, max: 7_200 }),
    corsOrigins: readOrigins(variables, production),
    overload: {
      requests: variables.integer('OVERLOAD_REQUESTS', { fallback: 512, min: 1, max: 100_000 }),
      waitMs: variables.integer('OVERLOAD_WAIT_MS', { fallback: 1_000, min: 0, max: 10_000 }),
    },
    rates: {
      bankUser: variables.integer('RATE_LIMIT_BANK_USER', { fallback: 1_000, min: 0, max: HIGHEST_RATE }),
      service: variables.integer('RATE_LIMIT_SERVICE', { fallback: 30_000, min: 0, max: HIGHEST_RATE }),
      anonymous: variables.integer('RATE_LIMIT_ANONYMOUS', { fallback: 300, min: 0, max: HIGHEST_RATE }),
    },
    subscriptions: {
      max: variables.integer('SUBSCRIPTIONS', { fallback: 10_000, min: 1, max: 1_000_000 }),
      maxPerBankUser: variables.integer('SUBSCRIPTIONS_PER_BANK_USER', { fallback: 50, min: 1, max: 100_000 }),
      callbackUrls: readHttpUrls(variables, 'SUBSCRIPTION_CALLBACK_URLS'),
    },
    // Ten pages of 500 turnovers with all fields are about 7 MB.
    responseBytes: variables.integer('RESPONSE_BYTES', { fallback: 16_000_000, min: 100_000, max: 256_000_000 }),
    trustedProxies: readProxies(variables),
    webhookSecret: readWebhookSecret(variables),
    testBankPrivacyUrl: readHttpUrl(variables, 'TESTBANK_PRIVACY_URL')?.href,
  };
}

function readHost(variables: Variables): string {
  const host = variables.text('HOST') ?? '127.0.0.1';
  const hostname = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;
  if (isIP(host) === 0 && !hostname.test(host)) variables.fault('HOST', 'is neither a host name nor an IP address');
  return host;
}

/** Short enough for a path segment in the router. */
const WEBHOOK_SECRET = /^[\w-]{16,100}$/;

function readWebhookSecret(variables: Variables): string | undefined {
  const secret = variables.secret('WEBHOOK_SECRET');
  if (secret === undefined || WEBHOOK_SECRET.test(secret)) return secret;
  variables.fault('WEBHOOK_SECRET', 'is not 16 to 100 letters, digits, - and _ (openssl rand -hex 32)');
  return undefined;
}

function readProxies(variables: Variables): readonly string[] {
  const proxies = variables.list('TRUSTED_PROXIES') ?? [];
  if (!proxies.every(isNetwork))
    variables.fault('TRUSTED_PROXIES', 'has an entry that is neither an IP address nor a network such as 10.0.0.0/8');
  return proxies;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

function readOrigins(variables: Variables, production: boolean): readonly string[] {
  const origins = variables.list('CORS_ORIGINS');
  if (origins === undefined) return production ? [] : APOLLO_STUDIO_ORIGINS;
  if (!origins.includes('*')) {
    if (!origins.every(isOrigin))
      variables.fault('CORS_ORIGINS', 'has an entry that is not an origin such as https://app.example.com');
  } else if (production) {
    variables.fault('CORS_ORIGINS', 'is *, which is not for production: name the origins');
  } else if (origins.length > 1) {
    variables.fault('CORS_ORIGINS', 'has * beside other origins');
  }
  return origins;
}

function isOrigin(text: string): boolean {
  // Browsers send exactly this form: no path, no trailing slash, no default port, all in lower case.
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
