import { operationName } from '../logging/log-field.js';

/** Limit of names in use as labels: each is a time series. */
const MAX_NAMES = 200;

/** Limit of names per caller, so that nobody uses them up. */
const MAX_OF_CALLER = { bankUser: 20, service: 100 } as const;

/** Idle time after which a name may be replaced. Names in use are never replaced: their counters would restart. */
const IDLE_MS = 10 * 60_000;

export interface NamedOperation {
  readonly name: string | undefined;
  readonly caller: 'anonymous' | 'bankUser' | 'service';
  /** Identifies the caller within its kind. */
  readonly callerNumber: number;
}

interface KnownName {
  readonly callerNumber: number;
  readonly usedAt: number;
}

/** Operation names as labels. Any caller can send names, so their number is limited. */
export class OperationNames {
  /** The least recently used first. */
  private readonly known = new Map<string, KnownName>();
  private readonly shares = new Map<number, number>();

  /**
   * @param onForgotten called for a name that is no label any more
   * @param now monotonic time in milliseconds
   */
  constructor(
    private readonly onForgotten: (name: string) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns the name; `unnamed` without one, and `other` beyond the limits */
  labelOf({ name, caller, callerNumber }: NamedOperation): string {
    if (name === undefined) return 'unnamed';
    const known = this.known.get(name);
    if (known === undefined) {
      if (caller === 'anonymous' || operationName.read(name) === undefined) return 'other';
      if (!this.makeRoom(callerNumber, MAX_OF_CALLER[caller])) return 'other';
      this.shares.set(callerNumber, this.shareOf(callerNumber) + 1);
    }
    // Anonymous callers do not keep names in use.
    if (caller !== 'anonymous') this.use(name, known?.callerNumber ?? callerNumber);
    return name;
  }

  private use(name: string, callerNumber: number): void {
    this.known.delete(name);
    this.known.set(name, { callerNumber, usedAt: this.now() });
  }

  /** Whether the caller may add another name, possibly in place of an idle one. */
  private makeRoom(callerNumber: number, maxOfCaller: number): boolean {
    if (this.shareOf(callerNumber) >= maxOfCaller) {
      return this.forgetIdle((known) => known.callerNumber === callerNumber);
    }
    return this.known.size < MAX_NAMES || this.forgetIdle(() => true);
  }

  private forgetIdle(mayGo: (known: KnownName) => boolean): boolean {
    const idleSince = this.now() - IDLE_MS;
    for (const [name, known] of this.known) {
      if (known.usedAt > idleSince) return false;
      if (!mayGo(known)) continue;
      this.forget(name, known);
      return true;
    }
    return false;
  }

  private forget(name: string, { callerNumber }: KnownName): void {
    this.known.delete(name);
    const share = this.shareOf(callerNumber) - 1;
    if (share === 0) this.shares.delete(callerNumber);
    else this.shares.set(callerNumber, share);
    this.onForgotten(name);
  }

  private shareOf(callerNumber: number): number {
    return this.shares.get(callerNumber) ?? 0;
  }
}
