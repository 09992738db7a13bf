import type { Caller } from './caller.js';

/** A request that never became an operation, because there was too much to do, or its caller had asked for too much. */
export interface RequestRefusal {
  readonly code: 'OVERLOADED' | 'RATE_LIMITED';
  readonly caller: Caller['kind'];
}
