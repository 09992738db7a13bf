/**
 * Begins a read whose result is awaited later, or by nobody. It has a listener from the start, so that it may fail before
 * somebody awaits it, or when something beside it has ended what would have; whoever awaits it learns what went wrong.
 */
export function prefetch<T>(begin: () => Promise<T>): Promise<T> {
  // Within a promise, what is thrown at once is a rejection as well.
  const begun = new Promise<T>((resolve) => {
    resolve(begin());
  });
  begun.catch(() => undefined);
  return begun;
}
