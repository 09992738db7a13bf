/** The store did not answer in time; what was asked of it may still happen. */
export class StoreTimeout extends Error {
  override readonly name = 'StoreTimeout';
}

/** A timer that is later than this says that this process was busy. */
const LATE_MS = 50;

/**
 * Waits for the work no longer than the deadline. A timer that comes late itself says nothing of the work, whose answer may
 * have arrived unread: the work is given the same time once more.
 *
 * @throws StoreTimeout
 */
export async function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const start = (isLast: boolean): void => {
      const due = performance.now() + deadlineMs;
      timer = setTimeout(() => {
        if (isLast || performance.now() - due < LATE_MS) reject(new StoreTimeout());
        else start(true);
      }, deadlineMs);
    };
    start(false);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
