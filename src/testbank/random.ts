import { createHash, randomBytes } from 'node:crypto';

/** A repeatable source of chance: the same name always gives the same sequence. */
export class Random {
  #state: number;

  constructor(name: string) {
    this.#state = hash(name);
  }

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both bounds included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<const T extends readonly [unknown, ...unknown[]]>(items: T): T[number] {
    return items[this.whole(0, items.length - 1)];
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('');
  }

  /** Sorts `items[from..to)` at random, in place. */
  shuffle(items: unknown[], from: number, to: number): void {
    for (let last = to - 1; last > from; last -= 1) {
      const other = this.whole(from, last);
      [items[last], items[other]] = [items[other], items[last]];
    }
  }
}

/** 32 bits of a text's FNV-1a hash, unsigned. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/** The id of something seeded: the same for the same name. Opaque to clients, as XS2A's ids are. */
export function seededId(name: string): string {
  return createHash('sha256').update(name).digest('base64url').replace(/[-_]/g, '').slice(0, 20);
}

/** The id of something that came about while running. Never repeated, so that no later run hands it to another person. */
export function freshId(): string {
  return randomBytes(24).toString('base64url').replace(/[-_]/g, '').slice(0, 20);
}

/** A token, key or credential share: nobody can guess it, whatever the seed. */
export function freshSecret(): string {
  return randomBytes(32).toString('base64url');
}
