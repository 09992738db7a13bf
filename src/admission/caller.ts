import type { Principal } from '../auth/principal.js';

/** Among whom capacity is shared, and whose calls are counted. */
export interface Caller {
  readonly kind: Principal['kind'];
  /** One for all who act for the same bank user, for all of a service, and for all who are unknown. Not for logs. */
  readonly name: string;
}

/** Whoever has no token, or one that has not been verified yet. */
export const ANONYMOUS_CALLER: Caller = { kind: 'anonymous', name: 'anonymous' };

export function callerOf(principal: Principal): Caller {
  const { kind } = principal;
  if (kind === 'anonymous') return ANONYMOUS_CALLER;
  return { kind, name: kind === 'service' ? `service ${principal.subject}` : `bankUser ${principal.bankUserId}` };
}

/** A service asks for many people: its share is that of so many. */
const SERVICE_WEIGHT = 10;

export function weightOf(kind: Caller['kind']): number {
  return kind === 'service' ? SERVICE_WEIGHT : 1;
}
