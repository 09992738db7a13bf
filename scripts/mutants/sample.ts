/** So many of them in an order that the seed decides (a linear congruential generator, Numerical Recipes). */
export function sampleOf<T>(all: readonly T[], size: number, seed: number): readonly T[] {
  const left = [...all];
  const sample: T[] = [];
  let state = seed >>> 0;
  while (left.length > 0 && sample.length < size) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    sample.push(...left.splice(Math.floor((state / 2 ** 32) * left.length), 1));
  }
  return sample;
}
