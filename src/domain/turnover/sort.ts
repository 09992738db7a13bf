import type { Pace, Paced } from './pace.js';

/** Sorts within a fraction of a slice. */
const CHUNK = 1024;

/** A sorted copy, stable. Sorts chunks, then merges them in pairs. */
export function* sortPaced<T extends number | object>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pace: Pick<Pace, 'sliceUsedUp'>,
): Paced<T[]> {
  if (items.length <= CHUNK) return items.toSorted(compare);
  let chunks: T[][] = [];
  for (let start = 0; start < items.length; start += CHUNK) {
    chunks.push(items.slice(start, start + CHUNK).sort(compare));
    if (pace.sliceUsedUp(CHUNK)) yield;
  }
  while (chunks.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < chunks.length; i += 2)
      merged.push(yield* merge(chunks[i] ?? [], chunks[i + 1] ?? [], compare, pace));
    chunks = merged;
  }
  return chunks[0] ?? [];
}

function* merge<T extends number | object>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
  pace: Pick<Pace, 'sliceUsedUp'>,
): Paced<T[]> {
  const merged: T[] = [];
  let taken = 0;
  for (const item of left) {
    let next = right[taken];
    while (next !== undefined && compare(next, item) < 0) {
      merged.push(next);
      next = right[++taken];
    }
    merged.push(item);
    if (pace.sliceUsedUp()) yield;
  }
  for (; taken < right.length; taken += CHUNK) merged.push(...right.slice(taken, taken + CHUNK));
  return merged;
}

/** The first index for which `holds` is true, or `length`; once true, it must stay true. Binary search. */
export function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
