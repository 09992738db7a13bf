import type { Pace } from './pace.js';

/** Places in a sorted list: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** 0, 1, 2 and so on. */
export function allPlaces(length: number): Uint32Array {
  return new Uint32Array(length).map((_, place) => place);
}

/** The first place of which `holds` is true, or `length`; once true, it must stay true. Binary search. */
export function firstPlace(length: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Reverses the order of the groups of neighbours that belong together, and leaves the order within each alone. */
export async function turnGroupsAround(
  places: Uint32Array,
  together: (a: number, b: number) => boolean,
  pace: Pace,
): Promise<Uint32Array> {
  const turned = new Uint32Array(places.length);
  let start = 0;
  for (let end = 1; end <= places.length; end++) {
    if (pace.isOver()) await pace.pause();
    if (end < places.length && together(places[start] ?? 0, places[end] ?? 0)) continue;
    turned.set(places.subarray(start, end), places.length - end);
    start = end;
  }
  return turned;
}
