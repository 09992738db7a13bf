/** A value, or a promise of one that is not known yet. */
export type MaybePromise<T> = T | Promise<T>;

/** Continues at once with a value, and later with that of a promise: without `await`, which makes promises of values, too. */
export function whenKnown<T, R>(value: MaybePromise<T>, next: (value: T) => R): R | Promise<Awaited<R>> {
  return isPromise(value) ? (value.then(next) as Promise<Awaited<R>>) : next(value);
}

/** Whether it is a promise, of whatever kind. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
}
