import type { Pace } from './pace.js';

/** Small enough to sort in a fraction of a slice. */
const RUN = 1024;

/** Sorts a copy, stably, without holding the event loop for longer than a slice: short runs first, then merged in pairs. */
export async function pacedSort<T extends number | object>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pace: Pace,
): Promise<T[]> {
  if (items.length <= RUN) return items.toSorted(compare);
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(items.slice(start, start + RUN).sort(compare));
    if (pace.isOver(RUN)) await pace.pause();
  }
  while (runs.length > 1) runs = await mergePairs(runs, compare, pace);
  return runs[0] ?? [];
}

async function mergePairs<T extends number | object>(
  runs: readonly T[][],
  compare: (a: T, b: T) => number,
  pace: Pace,
): Promise<T[][]> {
  const merged: T[][] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const [left = [], right] = runs.slice(i, i + 2);
    merged.push(right === undefined ? left : await merge(left, right, compare, pace));
  }
  return merged;
}

async function merge<T extends number | object>(
  left: T[],
  right: T[],
  compare: (a: T, b: T) => number,
  pace: Pace,
): Promise<T[]> {
  const merged: T[] = [];
  let taken = 0;
  for (const item of left) {
    let next = right[taken];
    while (next !== undefined && compare(next, item) < 0) {
      merged.push(next);
      next = right[++taken];
    }
    merged.push(item);
    if (pace.isOver()) await pace.pause();
  }
  for (; taken < right.length; taken += RUN) merged.push(...right.slice(taken, taken + RUN));
  return merged;
}
