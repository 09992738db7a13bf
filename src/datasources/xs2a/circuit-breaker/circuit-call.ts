import type { CallSubject } from './circuit-trouble.js';
import { TransportFailure } from '../http/transport-failure.js';

/** Receives the outcome of calls. */
export interface CircuitCallListener {
  readonly onHeaders: (call: CircuitCall, afterMs: number) => void;
  /** Once per call: it has failed or is overdue, in which case its response may still come. */
  readonly onTrouble: (call: CircuitCall) => void;
  readonly onEnded: (call: CircuitCall, good: boolean) => void;
}

/** What the breaker needs to know of a call, beside its subject. */
export interface CallTraits {
  /** Whether it may be sent in vain: only such calls serve as trial calls and are aborted. */
  readonly isRepeatable: boolean;
  /** Whether a late response counts as a failure. */
  readonly isTimed: boolean;
  /** Whether it is the breaker's own, see OutageProbes. */
  readonly isProbe: boolean;
}

/** One call to upstream. */
export class CircuitCall {
  readonly startedAt = performance.now();
  private abort: ((failure: TransportFailure) => void) | undefined;
  private isTrouble = false;

  constructor(
    private readonly listener: CircuitCallListener,
    readonly subject: CallSubject,
    readonly traits: CallTraits,
    /** In responsive time. */
    private readonly overdueAt: number,
  ) {}

  /** @param abort called when waiting for the response ends */
  onGivenUp(abort: (failure: TransportFailure) => void): void {
    this.abort = abort;
  }

  /** The response has begun: from now on its duration depends on its length. */
  begin(): void {
    this.listener.onHeaders(this, performance.now() - this.startedAt);
  }

  /** @param good whether the response shows that upstream works; a rejection does */
  end(good: boolean): void {
    this.listener.onEnded(this, good);
    if (!good) this.noteTrouble();
  }

  /** @param responsiveMs by how much it is overdue, in responsive time */
  noteOverdue(responsiveMs: number): void {
    if (responsiveMs >= this.overdueAt) this.noteTrouble();
  }

  /** Aborts it, unless it is a write, which may have happened. */
  giveUp(): void {
    if (this.traits.isRepeatable) this.abort?.(new TransportFailure('TIMEOUT', true));
  }

  private noteTrouble(): void {
    if (this.isTrouble) return;
    this.isTrouble = true;
    this.listener.onTrouble(this);
  }
}
