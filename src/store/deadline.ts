/** The store did not reply in time; the call may still take effect. */
export class StoreTimeout extends Error {
  override readonly name = 'StoreTimeout';
}

/** A timer that fires later than this means that this process was busy. */
const LATE_MS = 50;

/**
 * Waits for the work until the deadline. When the timer itself fires late, the reply may have arrived unread, so the work gets
 * the same time once more.
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
