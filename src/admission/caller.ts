import type { Principal } from '../auth/principal.js';

/** The unit of fair sharing and of rate limiting. */
export interface Caller {
  readonly kind: Principal['kind'];
  /** Common to all callers of the same bank user, to all of one service, and to all anonymous ones. Not for logs. */
  readonly name: string;
}

/** A caller without a token, or with one that is not verified yet. */
export const ANONYMOUS_CALLER: Caller = { kind: 'anonymous', name: 'anonymous' };

export function callerOf(principal: Principal): Caller {
  const { kind } = principal;
  if (kind === 'anonymous') return ANONYMOUS_CALLER;
  return { kind, name: kind === 'service' ? `service ${principal.subject}` : `bankUser ${principal.bankUserId}` };
}

/** A service calls for many bank users: its share is that of this many. */
const SERVICE_WEIGHT = 10;

export function weightOf(kind: Caller['kind']): number {
  return kind === 'service' ? SERVICE_WEIGHT : 1;
}
