import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.js';

export interface Fault {
  readonly method?: string;
  readonly path: RegExp;
  /** Any where left out. */
  readonly query?: RegExp;
  /** How many requests it strikes; all of them where left out. */
  readonly times?: number;
  readonly strike: Strike;
}

export type Strike =
  /** This answer instead of the true one; nothing is done. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The work is done, and the connection breaks before the answer. */
  | { readonly kind: 'lose-answer' }
  /** Nothing is done, and the connection breaks. */
  | { readonly kind: 'reset' }
  /** Nothing is done and nothing said until the server stops or the fault is lifted. */
  | { readonly kind: 'hang' }
  /** The true answer, once the hold is released. */
  | { readonly kind: 'hold'; readonly hold: Hold };

/** Lets a test keep answers back and know that a request has arrived, without timing anything. */
export class Hold {
  private open: () => void = noop;
  private announce: () => void = noop;
  /** Fulfilled by the first request that is held. */
  readonly arrived = new Promise<void>((resolve) => (this.announce = resolve));
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  release(): void {
    this.open();
  }

  async pass(): Promise<void> {
    this.announce();
    await this.opened;
  }
}

export class Faults {
  private readonly active: { fault: Fault; left: number }[] = [];
  private readonly hanging = new Set<ServerResponse>();

  /** Gives back what lifts the fault again, breaking the connections that still hang. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.active.push(entry);
    return () => {
      entry.left = 0;
      this.breakHanging();
    };
  }

  take(method: string, path: string, query: string): Strike | undefined {
    const entry = this.active.find(
      ({ fault, left }) =>
        left > 0 && (fault.method ?? method) === method && fault.path.test(path) && (fault.query?.test(query) ?? true),
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    return entry.fault.strike;
  }

  hang(response: ServerResponse): void {
    this.hanging.add(response);
  }

  breakHanging(): void {
    for (const response of this.hanging) response.destroy();
    this.hanging.clear();
  }
}

function noop(): void {
  // Replaced before anybody can call it.
}
