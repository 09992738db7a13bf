/** A value, or a promise of one that is not known yet. */
export type MaybePromise<T> = T | Promise<T>;

/** Continues at once with a value, and later with that of a promise: without `await`, which makes promises of values, too. */
export function whenKnown<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
