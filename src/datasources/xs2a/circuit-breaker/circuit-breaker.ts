import { CircuitCall } from './circuit-call.js';
import { ResponsiveClock } from './responsive-clock.js';
import { CircuitTrouble, type CallSubject, type TroubleLimits } from './circuit-trouble.js';

export interface CircuitLimits extends TroubleLimits {
  /** Milliseconds of responsive time after which a call counts as failed, until its answer begins all the same. */
  readonly overdueMs: number;
  /** Milliseconds between the calls that are let through while it is open. */
  readonly probeMs: number;
}

export const CIRCUIT_LIMITS: CircuitLimits = {
  withoutGoodMs: 1_000,
  failures: 15,
  subjects: 2,
  overdueMs: 1_500,
  probeMs: 1_000,
};

export type CircuitEvent = 'OPENED' | 'CLOSED';

/** An answer is not overdue before it takes so many times as long as the slowest of late. */
const PATIENCE = 3;
/** What remains of the slowest with each answer after it. */
const FADING = 0.98;

/**
 * Spares an upstream that is down as a whole, and callers the wait for it: opens when nothing good comes from it any more,
 * whatever is asked. Any good answer is a sign of life, so that it stays closed while calls fail at random, or a part of
 * upstream fails alone. While it is open, one call now and then finds out whether that is over.
 */
export class CircuitBreaker {
  private trouble = new CircuitTrouble();
  /** When the next call is let through; undefined while it is closed. */
  private probeAt: number | undefined;
  /** Calls whose answer has not begun. */
  private readonly waiting = new Set<CircuitCall>();
  private readonly responsiveClock = new ResponsiveClock(() => {
    for (const call of this.waiting) call.noteOverdue(this.responsiveClock.ms);
    return this.waiting.size > 0;
  });
  /** After how many milliseconds answers begin, the slowest of late. */
  private slowestMs = 0;

  constructor(
    private readonly onEvent: (event: CircuitEvent) => void,
    private readonly limits: CircuitLimits = CIRCUIT_LIMITS,
  ) {}

  /**
   * @param repeatable whether the call may happen for nothing: only such ones find out how upstream is, or are given up
   * @param isTimed whether a late answer counts as none
   * @returns undefined when the call must not be made
   */
  admit(subject: CallSubject, repeatable: boolean, isTimed = true): CircuitCall | undefined {
    if (this.probeAt !== undefined && !(repeatable && this.takeProbe(this.probeAt))) return undefined;
    const overdueMs = Math.max(this.limits.overdueMs, PATIENCE * this.slowestMs);
    const call = new CircuitCall(this.listener, subject, repeatable, this.responsiveClock.ms + overdueMs);
    if (isTimed) this.waiting.add(call);
    this.responsiveClock.run();
    return call;
  }

  /** How long a refused call has to wait. */
  get retryAfterSeconds(): number {
    return Math.ceil(this.limits.probeMs / 1000);
  }

  private readonly listener = {
    onHeaders: (call: CircuitCall, afterMs: number) => {
      this.waiting.delete(call);
      this.slowestMs = Math.max(afterMs, this.slowestMs * FADING);
    },
    onTrouble: ({ subject, startedAt }: CircuitCall) => {
      this.trouble.add(subject, startedAt);
      if (this.probeAt === undefined && this.trouble.indicatesOutage(this.limits)) this.open();
    },
    onEnded: (call: CircuitCall, good: boolean) => {
      this.waiting.delete(call);
      if (good) this.close(call.subject.route);
    },
  };

  private takeProbe(probeAt: number): boolean {
    const now = performance.now();
    if (now < probeAt) return false;
    this.probeAt = now + this.limits.probeMs;
    return true;
  }

  private open(): void {
    this.probeAt = performance.now() + this.limits.probeMs;
    for (const call of this.waiting) call.giveUp();
    this.onEvent('OPENED');
  }

  private close(goodRoute: string): void {
    this.trouble = new CircuitTrouble(goodRoute, performance.now());
    if (this.probeAt === undefined) return;
    this.probeAt = undefined;
    this.onEvent('CLOSED');
  }
}
