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
  /** Milliseconds without the beginning of an answer after which the next attempt is made beside it; never where left out. */
  readonly hedgeMs?: number;
  /** No pause is longer. */
  readonly longestPauseMs: number;
}

/** Runs a task as soon as it may run. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

/** One attempt, from 1. */
export interface Attempt {
  readonly number: number;
  /** Milliseconds until its answer has to begin, and to end. */
  readonly beginMs: number;
  readonly timeoutMs: number;
  /** Aborted when another attempt has brought the answer. */
  readonly signal: AbortSignal;
  /** To be called when the answer begins: it is worth waiting for. */
  readonly onBegun: () => void;
}

export const AT_ONCE: InTurn = (task) => task();

/**
 * Runs `attempt` until it does not throw something that `worthRetrying` accepts, within the policy's time.
 * An attempt that hangs gets the next one beside it, in the same turn: the first good answer counts.
 * For reads alone: a write is never sent twice.
 *
 * @param inTurn runs each attempt when it may run; pauses hold nothing up
 */
export async function retrying<T>(
  policy: RetryPolicy,
  worthRetrying: (error: unknown) => boolean,
  inTurn: InTurn,
  attempt: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  let remaining = policy.totalMs;
  let made = 0;
  const begin = (signal: AbortSignal, onBegun: () => void) =>
    attempt({
      number: ++made,
      beginMs: Math.min(policy.attemptMs, remaining),
      timeoutMs: remaining,
      signal,
      onBegun,
    });
  for (;;) {
    try {
      return await inTurn(() => {
        const started = performance.now();
        const hedgeMs = made + 1 < policy.attempts ? policy.hedgeMs : undefined;
        return hedged(hedgeMs, begin).finally(() => {
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

/** The second attempt has the time of the first one, so that both are over with it. */
async function hedged<T>(
  hedgeMs: number | undefined,
  begin: (signal: AbortSignal, onBegun: () => void) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const calm = () => {
    clearTimeout(timer);
  };
  const attempts = [begin(end.signal, calm)];
  const second = new Promise<T>((resolve, reject) => {
    if (hedgeMs === undefined) return;
    timer = setTimeout(() => {
      const other = begin(end.signal, () => undefined);
      other.then(resolve, reject);
      attempts.push(other);
    }, hedgeMs);
  });
  try {
    return await Promise.race([...attempts, second]);
  } catch (error) {
    // One has failed: what the other one brings counts, where there is another.
    if (attempts.length === 1) throw error;
    try {
      return await Promise.any(attempts);
    } catch {
      throw error;
    }
  } finally {
    calm();
    end.abort();
  }
}
