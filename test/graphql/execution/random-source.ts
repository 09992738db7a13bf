import { Random, seedOf } from '../../support/random.js';

/** What resolvers get: an object whose properties are mostly right. */
export type Odd = Readonly<Record<string, unknown>>;

/** How much of what comes is not as it should be, from 0 to 1. */
export interface Oddness {
  readonly wrong: number;
  readonly late: number;
}

/** How often each property was read, by the object's seed and its name. */
export type Reads = Map<string, number>;

/**
 * The same properties for the same seed; each is made when it is first read, and stays. Some throw when they are read.
 *
 * @param reads counts in it
 */
export function randomSource(seed: number, oddness: Oddness, reads: Reads = new Map(), depth = 0): Odd {
  const made = new Map<string, unknown>();
  return new Proxy<Odd>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined;
        const place = `${seed} ${name}`;
        reads.set(place, (reads.get(place) ?? 0) + 1);
        const random = new Random(seedOf(seed, name));
        if (random.chance(oddness.wrong / 4) && !STEADY.includes(name)) throw new Error(`cannot read ${name}`);
        if (!made.has(name)) made.set(name, oddly(name, random, oddness, { reads, depth }));
        return made.get(name);
      },
      getPrototypeOf: () => Object.prototype,
    },
  );
}

/** What types are told apart by. */
const STEADY = ['isLate', 'isOther', '__typename'];

interface Surroundings {
  readonly reads: Reads;
  readonly depth: number;
}

function oddly(name: string, random: Random, oddness: Oddness, around: Surroundings): unknown {
  if (name === 'isLate') return random.chance(oddness.late);
  if (name === 'isOther') return !random.chance(oddness.wrong);
  if (name === '__typename')
    return random.chance(oddness.wrong) ? random.of(['Plain', 'Nobody', undefined, 7]) : random.of(['Node', 'Other']);
  const value = random.chance(oddness.wrong) ? wrong(random, name) : right(name, random, oddness, around);
  if (!random.chance(oddness.late)) return random.chance(0.05) ? () => value : value;
  const isError = value instanceof Error;
  return isError && random.chance(0.5) ? rejected(value) : laterOf(value, random.below(4));
}

function wrong(random: Random, name: string): unknown {
  const error = new Error(`wrong ${name}`);
  return random.of([
    null,
    undefined,
    error,
    error,
    'bad',
    'nothing',
    {},
    [],
    [null],
    [error],
    1.5,
    () => thrown(error),
  ]);
}

function thrown(error: Error): never {
  throw error;
}

async function laterOf(value: unknown, turns: number): Promise<unknown> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  return value;
}

function rejected(error: Error): Promise<unknown> {
  const promise: Promise<unknown> = Promise.reject(error);
  // Executors may have given up on it before they read it.
  promise.catch(() => undefined);
  return promise;
}

function right(name: string, random: Random, oddness: Oddness, { reads, depth }: Surroundings): unknown {
  const source = () => (depth > 4 ? null : randomSource(random.below(2 ** 31), oddness, reads, depth + 1));
  const make = LEAVES[name];
  if (make !== undefined) return make(random, oddness);
  const item = LISTS[name];
  return item === undefined ? source() : listOf(item(source, random, oddness), random, oddness, depth);
}

const colour = (random: Random, { wrong }: Oddness) => (random.chance(wrong) ? 'BLUE' : random.of(['RED', 'GREEN']));
const number = (random: Random) => random.below(99);
const text = (random: Random) => random.of(['a text', 'another']);

const LEAVES: Readonly<Record<string, (random: Random, oddness: Oddness) => unknown>> = {
  id: (random) => (random.chance(0.5) ? random.below(99) : 'an id'),
  count: number,
  other: number,
  ratio: (random) => random.next(),
  flag: (random) => random.chance(0.5),
  colour,
  weird: (random, { wrong }) => (random.chance(wrong) ? random.of(['bad', 'nothing']) : random.of(['well', 7])),
  name: text,
  note: text,
};

/** What makes an item. */
type Items = (source: () => unknown, random: Random, oddness: Oddness) => () => unknown;

const sources: Items = (source) => source;

const LISTS: Readonly<Record<string, Items>> = {
  colours: (_, random) => () => random.of(['RED', 'GREEN']),
  tags: (_, random) => () => text(random),
  weirds: (_, random, oddness) => () =>
    listOf(() => (random.chance(oddness.wrong) ? 'bad' : 'well'), random, oddness, 0),
  rows: (source, random, oddness) => () => listOf(source, random, oddness, 0),
  nodes: sources,
  strict: sources,
  plains: sources,
  inners: sources,
  children: sources,
  eithers: sources,
};

function listOf(item: () => unknown, random: Random, oddness: Oddness, depth: number): unknown {
  const items = Array.from({ length: depth > 3 ? 0 : random.below(4) }, () => {
    const one = random.chance(oddness.wrong) ? random.of([null, new Error('wrong item')]) : item();
    return random.chance(oddness.late) ? laterOf(one, random.below(4)) : one;
  });
  return random.chance(0.1) ? new Set(items) : items;
}
