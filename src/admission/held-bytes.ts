/** Reserved for each caller when the others have used up the limit: a request of usual size. */
const SMALL = 64 * 1024;

/** The bytes held for one request, until they are released. */
export interface Hold {
  /** @returns false when the limit is reached */
  add(bytes: number): boolean;
  /** Idempotent. */
  release(): void;
}

/** Limits the bytes of requests held in memory, per caller and in total. All anonymous callers count as one. */
export class HeldBytes {
  private readonly byCaller = new Map<string, number>();
  private held = 0;

  constructor(
    private readonly max: number,
    private readonly maxPerCaller: number,
  ) {}

  get total(): number {
    return this.held;
  }

  of(caller: string): number {
    return this.byCaller.get(caller) ?? 0;
  }

  begin(caller: string): Hold {
    let held = 0;
    return {
      add: (bytes) => {
        if (!this.hasRoom(caller, bytes)) return false;
        held += bytes;
        this.change(caller, bytes);
        return true;
      },
      release: () => {
        this.change(caller, -held);
        held = 0;
      },
    };
  }

  private hasRoom(caller: string, bytes: number): boolean {
    const ofCaller = this.of(caller) + bytes;
    const max = ofCaller <= SMALL ? 2 * this.max : this.max;
    return ofCaller <= this.maxPerCaller && this.held + bytes <= max;
  }

  private change(caller: string, bytes: number): void {
    if (bytes === 0) return;
    this.held += bytes;
    const ofCaller = this.of(caller) + bytes;
    if (ofCaller > 0) this.byCaller.set(caller, ofCaller);
    else this.byCaller.delete(caller);
  }
}
