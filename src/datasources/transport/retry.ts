import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryPolicy {
  /** How many times at most, the first included. */
  readonly attempts: number;
  /** Milliseconds for all attempts and the pauses between them, without the waits for a turn. */
  readonly totalMs: number;
  /** Milliseconds until the answer to one attempt has begun; a long one may then take what is left of the total. */
  readonly attemptMs: number;
  /** The first pause; each one after it is twice as long, and every one is shortened at random. */
  readonly pauseMs: number;
  /** No pause is longer. */
  readonly longestPauseMs: number;
}

/** Runs a task as soon as it may run. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

export const AT_ONCE: InTurn = (task) => task();

/**
 * Runs `attempt` until it does not throw something that `worthRetrying` accepts, within the policy's time.
 * For reads alone: a write is never sent twice.
 *
 * @param inTurn runs each attempt when it may run; pauses hold nothing up
 * @param attempt is given the milliseconds until its answer has to begin, and to end, and the number of the attempt, from 1
 */
export async function retrying<T>(
  policy: RetryPolicy,
  worthRetrying: (error: unknown) => boolean,
  inTurn: InTurn,
  attempt: (beginMs: number, timeoutMs: number, number: number) => Promise<T>,
): Promise<T> {
  let remaining = policy.totalMs;
  for (let made = 1; ; made++) {
    try {
      return await inTurn(() => {
        const started = performance.now();
        return attempt(Math.min(policy.attemptMs, remaining), remaining, made).finally(() => {
          remaining -= performance.now() - started;
        });
      });
    } catch (error) {
      const pause = Math.min(policy.pauseMs * 2 ** (made - 1), policy.longestPauseMs) * (0.5 + Math.random() / 2);
      if (made >= policy.attempts || !worthRetrying(error) || pause >= remaining) throw error;
      await sleep(pause);
      remaining -= pause;
    }
  }
}
