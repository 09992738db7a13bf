/**
 * Starts a read whose result is awaited later or never. A listener is attached at once, so a failure before that is not an
 * unhandled rejection; whoever awaits the result gets the error.
 */
export function prefetch<T>(begin: () => Promise<T>): Promise<T> {
  // Within a promise, a synchronous throw is also a rejection.
  const begun = new Promise<T>((resolve) => {
    resolve(begin());
  });
  begun.catch(() => undefined);
  return begun;
}
