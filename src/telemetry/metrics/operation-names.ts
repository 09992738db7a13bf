import { operationName } from '../logging/log-field.js';

/** How many names are labels at a time: each is a time series of its own in whatever reads the metrics. */
const MAX_NAMES = 200;

/** How many of them may have come from one caller, so that nobody uses them up alone. */
const MAX_OF_CALLER = { bankUser: 20, service: 100 } as const;

/** A name that was not used for so long gives way to another. One that is in use stays: its counters would begin anew each time. */
const IDLE_MS = 10 * 60_000;

export interface NamedOperation {
  readonly name: string | undefined;
  readonly caller: 'anonymous' | 'bankUser' | 'service';
  /** Who of them. */
  readonly callerNumber: number;
}

interface KnownName {
  readonly callerNumber: number;
  readonly usedAt: number;
}

/** What operations are called in the metrics. Names come from whoever sends a document, so only a bounded number of them is taken. */
export class OperationNames {
  /** The one that was not used for longest comes first. */
  private readonly known = new Map<string, KnownName>();
  private readonly shares = new Map<number, number>();

  /**
   * @param onForgotten a name that is no label any more
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private readonly onForgotten: (name: string) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns the name; `unnamed` where there is none, and `other` where it is none to keep */
  labelOf({ name, caller, callerNumber }: NamedOperation): string {
    if (name === undefined) return 'unnamed';
    const known = this.known.get(name);
    if (known === undefined) {
      if (caller === 'anonymous' || operationName.read(name) === undefined) return 'other';
      if (!this.makeRoom(callerNumber, MAX_OF_CALLER[caller])) return 'other';
      this.shares.set(callerNumber, this.shareOf(callerNumber) + 1);
    }
    // Whoever has no token keeps no name in use.
    if (caller !== 'anonymous') this.use(name, known?.callerNumber ?? callerNumber);
    return name;
  }

  private use(name: string, callerNumber: number): void {
    this.known.delete(name);
    this.known.set(name, { callerNumber, usedAt: this.now() });
  }

  /** Whether there is room for another name of a caller's, which may take the place of an idle one. */
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
