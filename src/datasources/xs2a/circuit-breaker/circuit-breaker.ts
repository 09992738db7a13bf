import { CircuitCall, type CallTraits } from './circuit-call.js';
import { OutageProbes, type SendProbe } from './outage-probes.js';
import { ResponsiveClock } from './responsive-clock.js';
import { CircuitTrouble, type CallSubject, type TroubleLimits } from './circuit-trouble.js';

export interface CircuitLimits extends TroubleLimits {
  /** Milliseconds of responsive time after which a call counts as failed, until its answer begins all the same. */
  readonly overdueMs: number;
  /** Milliseconds between the calls that are let through while it is open. */
  readonly probeMs: number;
  /** Milliseconds between the probes that are sent before it opens. */
  readonly probePauseMs: number;
}

export const CIRCUIT_LIMITS: CircuitLimits = {
  withoutGoodMs: 1_000,
  failures: 15,
  subjects: 2,
  probes: 5,
  overdueMs: 1_500,
  probeMs: 1_000,
  probePauseMs: 100,
};

export type CircuitEvent = 'OPENED' | 'CLOSED';

/** An answer is not overdue before it takes so many times as long as the slowest of late. */
const PATIENCE = 3;
/** What remains of the slowest with each answer after it. */
const FADING = 0.98;

/**
 * Spares an upstream that is down as a whole, and callers the wait for it: opens when nothing good comes from it any more,
 * whatever is asked. Any good answer is a sign of life, so that it stays closed while calls fail at random, or a part of
 * upstream fails alone. Where callers ask too little to show it, probes of its own do. While it is open, one call now and then
 * finds out whether that is over.
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
  private readonly probes: OutageProbes;
  private isStopped = false;

  constructor(
    private readonly onEvent: (event: CircuitEvent) => void,
    sendProbe: SendProbe,
    private readonly limits: CircuitLimits = CIRCUIT_LIMITS,
  ) {
    this.probes = new OutageProbes(sendProbe, limits);
  }

  /** @returns undefined when the call must not be made */
  admit(subject: CallSubject, traits: CallTraits): CircuitCall | undefined {
    if (!this.isPassable(traits)) return undefined;
    const overdueMs = Math.max(this.limits.overdueMs, PATIENCE * this.slowestMs);
    const call = new CircuitCall(this.listener, subject, traits, this.responsiveClock.ms + overdueMs);
    if (traits.isTimed) this.waiting.add(call);
    this.responsiveClock.run();
    return call;
  }

  /** Sends no probes from now on. */
  stop(): void {
    this.isStopped = true;
    this.probes.end();
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
    onTrouble: (call: CircuitCall) => {
      this.trouble.add(call);
      if (this.probeAt !== undefined || this.isStopped) return;
      if (this.trouble.indicatesOutage(this.limits)) this.open();
      else this.probes.begin(Math.max(0, this.limits.withoutGoodMs - this.trouble.ms));
    },
    onEnded: (call: CircuitCall, good: boolean) => {
      this.waiting.delete(call);
      if (good) this.close(call.subject.route);
    },
  };

  /** While it is open, one repeatable call now and then; a probe where a write would have had its turn. */
  private isPassable({ isRepeatable, isProbe }: CallTraits): boolean {
    if (this.probeAt === undefined || isProbe) return true;
    const now = performance.now();
    if (now < this.probeAt) return false;
    this.probeAt = now + this.limits.probeMs;
    if (!isRepeatable && !this.isStopped) this.probes.sendOne();
    return isRepeatable;
  }

  private open(): void {
    this.probeAt = performance.now() + this.limits.probeMs;
    this.probes.end();
    for (const call of this.waiting) call.giveUp();
    this.onEvent('OPENED');
  }

  private close(goodRoute: string): void {
    this.trouble = new CircuitTrouble(goodRoute, performance.now());
    this.probes.end();
    if (this.probeAt === undefined) return;
    this.probeAt = undefined;
    this.onEvent('CLOSED');
  }
}
