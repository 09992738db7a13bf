import { membersOf } from '../../domain/record.js';
import { GatewayError } from '../../errors/gateway-error.js';

/** Where a router wants the events of a subscription, and how it recognises them. */
export interface CallbackTarget {
  readonly url: string;
  readonly id: string;
  /** A secret of the router. */
  readonly verifier: string;
  /** Milliseconds between two heartbeats; 0: none. */
  readonly heartbeatMs: number;
}

/** Of the id and the verifier; Apollo Router's have 64 characters. */
const MAX_CHARACTERS = 1_000;
const MIN_HEARTBEAT_MS = 1_000;
/** More often than asked is right as well, and shows sooner that a router is gone. */
const MAX_HEARTBEAT_MS = 60_000;
/** Of the interval: each is to arrive within it. */
const EARLY = 0.75;

/**
 * @param extension `extensions.subscription` of the request
 * @param allowed beginnings of URLs
 * @throws GatewayError BAD_USER_INPUT
 */
export function callbackTargetOf(extension: unknown, allowed: readonly string[]): CallbackTarget {
  if (allowed.length === 0) throw refused('This gateway sends no callbacks: SUBSCRIPTION_CALLBACK_URLS is not set.');
  const { callbackUrl, subscriptionId: id, verifier, heartbeatIntervalMs: interval } = membersOf(extension);
  if (!isText(callbackUrl) || !isText(id) || !isText(verifier)) {
    throw refused('`extensions.subscription` needs callbackUrl, subscriptionId and verifier.');
  }
  if (interval !== 0 && !(typeof interval === 'number' && interval >= MIN_HEARTBEAT_MS)) {
    throw refused(`heartbeatIntervalMs is 0 or at least ${MIN_HEARTBEAT_MS}.`);
  }
  const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
  if (url === undefined || !allowed.some((beginning) => isBelow(url, new URL(beginning)))) {
    throw refused('The callback URL is not in SUBSCRIPTION_CALLBACK_URLS.');
  }
  return { url: url.href, id, verifier, heartbeatMs: Math.min(interval * EARLY, MAX_HEARTBEAT_MS) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_CHARACTERS;
}

/**
 * Whether a URL is this one or below it. Compared as parsed, as it will be called; nothing may remain that another server could
 * read differently, such as `%2e%2e%2f`.
 */
function isBelow({ origin, pathname, search, hash, username, password }: URL, beginning: URL): boolean {
  if (origin !== beginning.origin || search + hash + username + password !== '') return false;
  const folder = beginning.pathname.replace(/\/?$/, '/');
  if (pathname === beginning.pathname) return true;
  return pathname.startsWith(folder) && /^[\w.~/-]*$/.test(pathname.slice(folder.length));
}

function refused(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}
