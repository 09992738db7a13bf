import type { TurnoverContent, TurnoverStatus } from './turnover-content.js';
import type { TurnoverSeed } from './turnover-seed.js';
import { pacedSort } from './paced-sort.js';
import type { Pace } from './pace.js';

interface Twin {
  readonly index: number;
  readonly traits: string;
}

/** The state that a turnover has later sorts later, so that a newcomer leaves the ordinals of its elders alone. */
const AGE: Record<TurnoverStatus, string> = { BOOKED: '0', CANCELED: '1', PENDING: '2' };

/**
 * Gives entries of one day that are the same in all that an id is derived from distinct seeds, by their ordinal. Which of
 * them comes first is decided by what else tells them apart, first of all by what never changes, not by upstream's order,
 * which is random within a day. The first keeps its seed: it had the same before it had a twin.
 */
export async function tellTwinsApart(
  contents: readonly TurnoverContent[],
  seeds: readonly TurnoverSeed[],
  pace: Pace,
): Promise<readonly TurnoverSeed[]> {
  const distinct = [...seeds];
  for (const family of await familiesOf(seeds, pace)) {
    const twins = family.map((index) => ({ index, traits: traitsOf(contents[index]) }));
    const inOrder = await pacedSort(twins, byTraits, pace);
    for (const [ordinal, { index }] of inOrder.entries()) {
      const seed = distinct[index];
      if (seed !== undefined && ordinal > 0) distinct[index] = { ...seed, text: `${seed.text}#${ordinal}` };
    }
  }
  return distinct;
}

/** The places of those that have the same seed as another; most have none. */
async function familiesOf(seeds: readonly TurnoverSeed[], pace: Pace): Promise<Iterable<number[]>> {
  const firsts = new Map<string, number>();
  const families = new Map<number, number[]>();
  for (const [index, { text }] of seeds.entries()) {
    const first = firsts.get(text);
    const family = first === undefined ? undefined : families.get(first);
    if (first === undefined) firsts.set(text, index);
    else if (family === undefined) families.set(first, [first, index]);
    else family.push(index);
    if (pace.isOver()) await pace.pause();
  }
  return families.values();
}

/** In the end all that is left, so that only entries that are equal in everything are interchangeable. */
function traitsOf(content: TurnoverContent | undefined): string {
  if (content === undefined) return '';
  const { counterparty, bankTransactionId, xs2aTurnoverId, status, isNew, categoryId, tags } = content;
  const lasting = [
    counterparty?.bic ?? '',
    counterparty?.creditorId ?? '',
    bankTransactionId ?? '',
    xs2aTurnoverId ?? '',
  ];
  const passing = [AGE[status], String(isNew), categoryId ?? '', tags];
  return JSON.stringify([...lasting, ...passing, content]);
}

function byTraits(a: Twin, b: Twin): number {
  return a.traits === b.traits ? 0 : a.traits < b.traits ? -1 : 1;
}
