/** Booking dates from one to another, `YYYY-MM-DD`, both inclusive; undefined for no bound. */
export interface BookingWindow {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The window to read for the bounds of a filter; null is no bound. An empty range becomes its last day: the filter excludes
 * everything, and upstream need not handle the range.
 */
export function windowOf(from: string | null, to: string | null): BookingWindow {
  const leavesNone = from !== null && to !== null && from > to;
  return { from: (leavesNone ? to : from) ?? undefined, to: to ?? undefined };
}

/** The smallest window that contains both. */
export function unionOf(a: BookingWindow, b: BookingWindow): BookingWindow {
  return {
    from: a.from === undefined || b.from === undefined ? undefined : min(a.from, b.from),
    to: a.to === undefined || b.to === undefined ? undefined : max(a.to, b.to),
  };
}

export function covers(outer: BookingWindow, inner: BookingWindow): boolean {
  return windowKey(unionOf(outer, inner)) === windowKey(outer);
}

export function windowKey({ from = '', to = '' }: BookingWindow): string {
  return `${from}..${to}`;
}

/** The window to request for these days. Upstream may file 30 February, which means the last day of the month, under 2 March. */
export function askedOf({ from, to }: BookingWindow): BookingWindow {
  const isEndOfFebruary = to !== undefined && /^\d{4}-02-2[89]$/.test(to);
  return { from, to: isEndOfFebruary ? `${to.slice(0, 4)}-03-02` : to };
}

function min(a: string, b: string): string {
  return a < b ? a : b;
}

function max(a: string, b: string): string {
  return a > b ? a : b;
}
