/** The part of upstream that a call depends on, which may be broken by itself. */
export interface CallSubject {
  readonly route: string;
  /** The resource of the route; several routes may share it. */
  readonly resource: string;
  /** The owner or the id of the resource. */
  readonly whose: string;
}

export interface TroubleLimits {
  /** Upstream is down after this time without a success, if within it */
  readonly withoutGoodMs: number;
  /** this many calls failed, */
  readonly failures: number;
  /** of this many different subjects (one broken account or list says nothing about the others); */
  readonly subjects: number;
  /** or this many probes failed, which do not depend on a bank user. */
  readonly probes: number;
}

/** A call that has failed or is overdue. */
interface FailedCall {
  readonly subject: CallSubject;
  readonly traits: { readonly isProbe: boolean };
  readonly startedAt: number;
}

/** The failures since the last success. */
export class CircuitTrouble {
  private failures = 0;
  private failedProbes = 0;
  private since = Infinity;
  private readonly subjects = new Set<string>();
  private readonly resources = new Set<string>();
  private readonly routes = new Set<string>();

  constructor(
    /** The route of the last success, from which times count; undefined before the first one. */
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

  /** Milliseconds since the last success. */
  get ms(): number {
    return performance.now() - this.since;
  }

  indicatesOutage({ withoutGoodMs, failures, subjects, probes }: TroubleLimits): boolean {
    if (this.ms < withoutGoodMs) return false;
    if (this.failedProbes >= probes) return true;
    return this.failures >= failures && this.subjects.size >= subjects && !this.isConfinedToOneResource();
  }

  /** Whether all failures concern one resource, while others have not been tried since. */
  private isConfinedToOneResource(): boolean {
    return this.resources.size === 1 && this.goodRoute !== undefined && !this.routes.has(this.goodRoute);
  }
}
