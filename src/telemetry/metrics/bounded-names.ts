export interface Naming {
  /** The name to be used as a label; undefined without one. */
  readonly name: string | undefined;
  readonly caller: 'anonymous' | 'bankUser' | 'service';
  /** Identifies the caller within its kind. */
  readonly callerNumber: number;
}

export interface NameBounds {
  /** Names in use as labels: each is a time series. */
  readonly max: number;
  /** Names of one caller, so that nobody uses them up. */
  readonly maxOfCaller: { readonly bankUser: number; readonly service: number };
  /** Whether a name may be stored. */
  readonly isSafe: (name: string) => boolean;
}

/** Idle time after which a name may be replaced. Names in use are never replaced: their counters would restart. */
const IDLE_MS = 10 * 60_000;

interface KnownName {
  readonly callerNumber: number;
  readonly usedAt: number;
}

/** Names that callers choose, as labels. Any caller can send names, so their number is limited. */
export class BoundedNames {
  /** The least recently used first. */
  private readonly known = new Map<string, KnownName>();
  private readonly shares = new Map<number, number>();

  /**
   * @param onForgotten called for a name that is no label any more
   * @param now monotonic time in milliseconds
   */
  constructor(
    private readonly bounds: NameBounds,
    private readonly onForgotten: (name: string) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns the name; `unnamed` without one, and `other` beyond the limits */
  labelOf({ name, caller, callerNumber }: Naming): string {
    if (name === undefined) return 'unnamed';
    const known = this.known.get(name);
    if (known === undefined) {
      if (caller === 'anonymous' || !this.bounds.isSafe(name)) return 'other';
      if (!this.makeRoom(callerNumber, this.bounds.maxOfCaller[caller])) return 'other';
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
    return this.known.size < this.bounds.max || this.forgetIdle(() => true);
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
