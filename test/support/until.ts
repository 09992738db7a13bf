import { setTimeout as pause } from 'node:timers/promises';

const GIVES_UP_MS = 60_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

/**
 * Polls, less often the longer it takes, until something is found, and returns it; gives up before the test's own time limit,
 * and says what it waited for.
 */
export async function until<T>(
  what: string,
  find: () => T | Promise<T>,
  givesUpMs = GIVES_UP_MS,
): Promise<Exclude<T, false | null | undefined>> {
  const began = performance.now();
  for (;;) {
    const found = await find();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<T, false | null | undefined>;
    const waitedMs = performance.now() - began;
    if (waitedMs > givesUpMs) throw new Error(`Waited ${givesUpMs / 1_000} s in vain until ${what}`);
    await pause(Math.min(FIRST_PAUSE_MS + waitedMs / 10, LONGEST_PAUSE_MS));
  }
}
