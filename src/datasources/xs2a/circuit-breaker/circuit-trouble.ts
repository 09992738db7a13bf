/** What a call is about, as far as that may be broken by itself. */
export interface CallSubject {
  readonly route: string;
  /** The kind of thing that the route is about, of which there may be more routes. */
  readonly resource: string;
  /** Whose of these things, or which. */
  readonly whose: string;
}

export interface TroubleLimits {
  /** Upstream is down when as many milliseconds have brought nothing good, */
  readonly withoutGoodMs: number;
  /** in which as many calls failed, */
  readonly failures: number;
  /** about as many different things: one broken account or list says nothing about the others; */
  readonly subjects: number;
  /** or in which as many probes failed, which ask for what depends on no bank user. */
  readonly probes: number;
}

/** A call that has failed, or has no answer for too long. */
interface FailedCall {
  readonly subject: CallSubject;
  readonly traits: { readonly isProbe: boolean };
  readonly startedAt: number;
}

/** What went wrong since the last good answer. */
export class CircuitTrouble {
  private failures = 0;
  private failedProbes = 0;
  private since = Infinity;
  private readonly subjects = new Set<string>();
  private readonly resources = new Set<string>();
  private readonly routes = new Set<string>();

  constructor(
    /** The one with the last good answer, of which times are counted; undefined when there was none yet. */
    private readonly goodRoute?: string,
    private readonly goodAt = -Infinity,
  ) {}

  add({ subject: { route, resource, whose }, traits, startedAt }: FailedCall): void {
    this.failures++;
    if (traits.isProbe) this.failedProbes++;
    this.since = Math.min(this.since, Math.max(startedAt, this.goodAt));
    this.subjects.add(`${resource} ${whose}`);
    this.resources.add(resource);
    this.routes.add(route);
  }

  /** How long it has lasted. */
  get ms(): number {
    return performance.now() - this.since;
  }

  indicatesOutage({ withoutGoodMs, failures, subjects, probes }: TroubleLimits): boolean {
    if (this.ms < withoutGoodMs) return false;
    if (this.failedProbes >= probes) return true;
    return this.failures >= failures && this.subjects.size >= subjects && !this.isConfinedToOneResource();
  }

  /** Everything else may still work: what did last has not been tried since. */
  private isConfinedToOneResource(): boolean {
    return this.resources.size === 1 && this.goodRoute !== undefined && !this.routes.has(this.goodRoute);
  }
}
