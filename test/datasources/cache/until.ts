/** Gives up in the end, so that a test that fails also ends. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempts = 0; !(await condition()); attempts += 1) {
    if (attempts > 1_000) throw new Error('It never came');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
