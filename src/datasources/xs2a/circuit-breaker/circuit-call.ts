import type { CallSubject } from './circuit-trouble.js';
import { TransportFailure } from '../http/transport-failure.js';

/** What a circuit breaker is told of a call. */
export interface CircuitCallListener {
  readonly onHeaders: (call: CircuitCall, afterMs: number) => void;
  /** Once for each call: it has failed, or has no answer for too long, which may yet come. */
  readonly onTrouble: (call: CircuitCall) => void;
  readonly onEnded: (call: CircuitCall, good: boolean) => void;
}

/** What matters about a call to a circuit breaker, beside its subject. */
export interface CallTraits {
  /** Whether it may happen for nothing: only such calls find out how upstream is, or are given up. */
  readonly isRepeatable: boolean;
  /** Whether a late answer counts as none. */
  readonly isTimed: boolean;
  /** Whether the breaker had it sent, see OutageProbes. */
  readonly isProbe: boolean;
}

/** One call upstream, as a circuit breaker sees it. */
export class CircuitCall {
  readonly startedAt = performance.now();
  private abort: ((failure: TransportFailure) => void) | undefined;
  private isTrouble = false;

  constructor(
    private readonly listener: CircuitCallListener,
    readonly subject: CallSubject,
    readonly traits: CallTraits,
    /** By the responsive time. */
    private readonly overdueAt: number,
  ) {}

  /** @param abort called when the answer is not to be waited for any longer */
  onGivenUp(abort: (failure: TransportFailure) => void): void {
    this.abort = abort;
  }

  /** The answer has begun: from here on it takes as long as it is. */
  begin(): void {
    this.listener.onHeaders(this, performance.now() - this.startedAt);
  }

  /** @param good whether there was an answer that shows upstream at work; a refusal does as well */
  end(good: boolean): void {
    this.listener.onEnded(this, good);
    if (!good) this.noteTrouble();
  }

  /** @param responsiveMs how late it is by the responsive time */
  noteOverdue(responsiveMs: number): void {
    if (responsiveMs >= this.overdueAt) this.noteTrouble();
  }

  /** Ends the wait for it, unless it is a write: that may have happened. */
  giveUp(): void {
    if (this.traits.isRepeatable) this.abort?.(new TransportFailure('TIMEOUT', true));
  }

  private noteTrouble(): void {
    if (this.isTrouble) return;
    this.isTrouble = true;
    this.listener.onTrouble(this);
  }
}
