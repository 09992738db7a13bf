import { CircuitCall, type CallTraits } from './circuit-call.js';
import { OutageProbes, type SendProbe } from './outage-probes.js';
import { ResponsiveClock } from './responsive-clock.js';
import { CircuitTrouble, type CallSubject, type TroubleLimits } from './circuit-trouble.js';

export interface CircuitLimits extends TroubleLimits {
  /** Responsive time in milliseconds after which a call counts as failed, until its response begins after all. */
  readonly overdueMs: number;
  /** Milliseconds between trial calls while it is open. */
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

/** A response is overdue after this many times the slowest recent one. */
const PATIENCE = 3;
/** Decay of the slowest time with each further response. */
const FADING = 0.98;

/**
 * Spares an upstream that is down as a whole, and callers the wait: opens when no call succeeds any more, whatever it is about.
 * Any success counts, so it stays closed while calls fail at random, or while a part of upstream fails. When callers send too few
 * calls to decide, it sends probes of its own. While it is open, one call at intervals tests whether upstream is back.
 */
export class CircuitBreaker {
  /** Since the last success, if any. */
  private trouble: CircuitTrouble | undefined;
  private lastGood: readonly [route?: string, at?: number] = [];
  /** Time of the next trial call; undefined while it is closed. */
  private probeAt: number | undefined;
  /** Calls whose response has not begun. */
  private readonly waiting = new Set<CircuitCall>();
  private readonly responsiveClock = new ResponsiveClock(() => {
    for (const call of this.waiting) call.noteOverdue(this.responsiveClock.ms);
    return this.waiting.size > 0;
  });
  /** Decaying maximum of the time until responses begin, in milliseconds. */
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

  /** Stops sending probes. */
  stop(): void {
    this.isStopped = true;
    this.probes.end();
  }

  /** Seconds until a rejected call makes sense again. */
  get retryAfterSeconds(): number {
    return Math.ceil(this.limits.probeMs / 1000);
  }

  private readonly listener = {
    onHeaders: (call: CircuitCall, afterMs: number) => {
      this.waiting.delete(call);
      this.slowestMs = Math.max(afterMs, this.slowestMs * FADING);
    },
    onTrouble: (call: CircuitCall) => {
      const trouble = (this.trouble ??= new CircuitTrouble(...this.lastGood));
      trouble.add(call);
      if (this.probeAt !== undefined || this.isStopped) return;
      if (trouble.indicatesOutage(this.limits)) this.open();
      else this.probes.begin(Math.max(0, this.limits.withoutGoodMs - trouble.ms));
    },
    onEnded: (call: CircuitCall, good: boolean) => {
      this.waiting.delete(call);
      if (good) this.close(call.subject.route);
    },
  };

  /** While open, one repeatable call per interval; a probe when the next call would be a write. */
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

  private close(route: string): void {
    this.trouble = undefined;
    this.lastGood = [route, performance.now()];
    this.probes.end();
    if (this.probeAt === undefined) return;
    this.probeAt = undefined;
    this.onEvent('CLOSED');
  }
}
