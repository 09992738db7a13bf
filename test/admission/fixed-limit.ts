import type { Load } from '../../src/admission/adaptive-limit.js';
import type { Caller } from '../../src/admission/caller.js';
import { LoopTurns } from '../../src/admission/loop-turns.js';
import { LoadLimiter, type Place } from '../../src/admission/load-limiter.js';

export const user = (name: string): Caller => ({ kind: 'bankUser', name });
export const service: Caller = { kind: 'service', name: 'service' };

/** A limit that stays as it is, and what it was told of the load. */
export function fixed(limit: number, now?: () => number) {
  const turns = new LoopTurns(now);
  const loads: Load[] = [];
  const limiter = new LoadLimiter({ limit, adjust: (load) => loads.push(load) }, turns, now);
  const adapted = () => {
    limiter.adapt();
    return loads.at(-1);
  };
  return { limiter, turns, adapted };
}

export function entered(limiter: LoadLimiter, caller: Caller, times: number): Place[] {
  return Array.from({ length: times }, () => limiter.enter(caller)).filter((place) => place !== undefined);
}
