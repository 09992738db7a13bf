import type { Random } from '../random.js';

/** Selects requests. */
export interface RequestPattern {
  /** Any method when absent. */
  readonly method?: string;
  /** A path; `*` matches one segment, `**` any rest. */
  readonly path: string;
}

export function matches(pattern: RequestPattern, method: string, path: string): boolean {
  if (pattern.method !== undefined && pattern.method.toUpperCase() !== method) return false;
  return toExpression(pattern.path).test(path);
}

function toExpression(path: string): RegExp {
  const parts = path.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}

export const faultKinds = [
  'status',
  'rate-limit',
  'html',
  'redirect',
  'reset',
  'hang',
  'hold',
  'huge',
  'gzip-bomb',
  'lost-answer',
  'truncated',
  'slow-drip',
  'wrong-types',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault of the requests that it selects. */
export interface Fault extends RequestPattern {
  readonly id: string;
  readonly kind: FaultKind;
  /** Number of requests that it affects; unlimited when absent. */
  times?: number;
  /** Probability from 0 to 1; 1 when absent. */
  readonly probability?: number;
  readonly status?: number;
  /** Of kind status: what is answered; text as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Of kind rate-limit: what Retry-After says, as it is. */
  readonly retryAfter?: string;
  /** Of kind redirect. */
  readonly location?: string;
  /** Of kind huge and gzip-bomb: the size of the body, once unpacked. */
  readonly bytes?: number;
  /** Of kind slow-drip: the pause after each byte, in milliseconds. */
  readonly pause?: number;
}

/** The active faults. */
export class Faults {
  #faults: Fault[] = [];
  readonly #held: (() => void)[] = [];

  constructor(private readonly random: Random) {}

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  all(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
    for (const release of this.#held.splice(0)) release();
  }

  /** Resolves when the faults are cleared. */
  cleared(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }

  /** The fault of this request, if any; counts it. */
  strike(method: string, path: string): Fault | undefined {
    const fault = this.#faults.find(
      (candidate) => matches(candidate, method, path) && this.random.chance(candidate.probability ?? 1),
    );
    if (fault?.times === undefined) return fault;
    fault.times -= 1;
    if (fault.times <= 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }
}
