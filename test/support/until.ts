import { setTimeout as pause } from 'node:timers/promises';

const GIVES_UP_MS = 30_000;
const POLL_MS = 10;

/** Polls until something is found, and returns it; gives up before the test's own time limit, and says what it waited for. */
export async function until<T>(
  what: string,
  find: () => T | Promise<T>,
  givesUpMs = GIVES_UP_MS,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + givesUpMs;
  for (;;) {
    const found = await find();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<T, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`Waited ${givesUpMs / 1_000} s in vain until ${what}`);
    await pause(POLL_MS);
  }
}
