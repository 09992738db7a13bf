import { Agent, request } from 'undici';

/** Whoever waits longer than this is gone, and the work was for nothing. */
const PATIENCE_MS = 2_000;

export interface Asked {
  readonly url: string;
  readonly token: string;
  readonly query: string;
  /**
   * By default a number `$n`, which is another one each time: what was asked before is answered faster than this process can
   * ask.
   */
  readonly variables?: (count: number) => object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly patienceMs?: number;
}

/** What became of requests. */
export class Tally {
  readonly answers = new Map<string, number>();
  readonly goodMs: number[] = [];

  add(outcome: string, ms: number): void {
    this.answers.set(outcome, (this.answers.get(outcome) ?? 0) + 1);
    if (outcome === 'good') this.goodMs.push(ms);
  }

  count(outcome: string): number {
    return this.answers.get(outcome) ?? 0;
  }

  get all(): number {
    return [...this.answers.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of the good answers, in milliseconds. */
  quantile(share: number): number {
    const sorted = [...this.goodMs].sort((one, other) => one - other);
    return Math.round(sorted[Math.floor(sorted.length * share)] ?? NaN);
  }

  get text(): string {
    const answers = [...this.answers].sort().map(([outcome, count]) => `${outcome} ${count}`);
    return `${answers.join(', ')}; good ones took ${this.quantile(0.5)} ms, 95 % of them ${this.quantile(0.95)} at most`;
  }
}

const agent = new Agent({ connections: 4_000, pipelining: 1, keepAliveTimeout: 60_000 });

let asked = 0;

/** `good`, the code of the first error, or how it failed. */
async function outcomeOf({ url, token, query, headers: others, ...asking }: Asked): Promise<string> {
  const { variables = (count: number) => ({ n: String(1_000_000 + count) }), patienceMs = PATIENCE_MS } = asking;
  try {
    const { statusCode, headers, body } = await request(`${url}/graphql`, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...others },
      body: JSON.stringify({ query, variables: variables(asked++) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await body.text();
    if (statusCode === 200 && !text.includes('"errors"')) return 'good';
    const code = /"code":"(\w+)"/.exec(text)?.[1] ?? `status ${statusCode} without a code`;
    return statusCode === 503 && headers['retry-after'] === undefined ? `${code} without Retry-After` : code;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'too late' : 'failed';
  }
}

async function ask(asked: Asked, tally: Tally): Promise<void> {
  const started = performance.now();
  tally.add(await outcomeOf(asked), performance.now() - started);
}

function nth(all: readonly Asked[], n: number): Asked {
  const asked = all[n % all.length];
  if (asked === undefined) throw new RangeError('There is nothing to ask');
  return asked;
}

/** So many at a time, each after the one before: as fast as it goes. @returns good answers in a second */
export async function closedLoop(all: readonly Asked[], atATime: number, seconds: number): Promise<number> {
  const tally = new Tally();
  const started = performance.now();
  const end = started + seconds * 1_000;
  let turn = 0;
  const worker = async () => {
    while (performance.now() < end) await ask(nth(all, turn++), tally);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return tally.count('good') / ((performance.now() - started) / 1_000);
}

export interface LoopBounds {
  /** Requests without an answer, beyond which no further ones are sent. */
  readonly mostAtATime?: number;
  readonly isOver?: (tally: Tally) => boolean;
}

/** So many in a second, whatever becomes of those before. */
export async function openLoop(
  all: readonly Asked[],
  perSecond: number,
  seconds: number,
  { mostAtATime = Infinity, isOver = () => false }: LoopBounds = {},
): Promise<Tally> {
  const tally = new Tally();
  const pending = new Set<Promise<void>>();
  const begin = (asked: Asked) => {
    const answered = ask(asked, tally).finally(() => pending.delete(answered));
    pending.add(answered);
  };
  const started = performance.now();
  for (let sent = 0; sent < perSecond * seconds && !isOver(tally);) {
    const due = Math.min(((performance.now() - started) / 1_000) * perSecond, perSecond * seconds);
    for (; sent < due; sent++) {
      if (pending.size < mostAtATime) begin(nth(all, sent));
      else tally.add('not sent', 0);
    }
    await new Promise((next) => setTimeout(next, 5));
  }
  await Promise.all(pending);
  return tally;
}

/** How long a path took to answer, asked now and then over a new connection each time; in milliseconds. NaN where it did not. */
export async function watch(url: string, everyMs: number, seconds: number): Promise<readonly number[]> {
  const taken: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const started = performance.now();
    const answer = await request(url, { reset: true, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
    await answer?.body.dump();
    taken.push(answer?.statusCode === 200 ? performance.now() - started : NaN);
    await new Promise((next) => setTimeout(next, everyMs));
  }
  return taken;
}
