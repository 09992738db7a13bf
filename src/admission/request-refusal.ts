import type { Caller } from './caller.js';

/** A request that was rejected before it became an operation, because of overload or a rate limit. */
export interface RequestRefusal {
  readonly code: 'OVERLOADED' | 'RATE_LIMITED';
  readonly caller: Caller['kind'];
}
