import { setTimeout as pause } from 'node:timers/promises';
import { secondsFromNow, sign } from '../../support/jwt.js';
import { Random, SEED } from '../../support/random.js';
import { dashboard, faultOf, foreignRowsIn, type Asked } from '../../separation/operations.js';
import type { MarkedPerson } from '../../separation/marked-people.js';

export interface StoreTally {
  reads: number;
  /** Reads that were not answered whole, by what was wrong. */
  readonly failedReads: Record<string, number>;
  foreignRows: number;
  writes: number;
  refusedWrites: number;
  /** Writes that neither were done nor were refused as they should be. */
  readonly oddWrites: Record<string, number>;
  /** Writes that were said to be done although the store was away for all of their time. */
  falseWrites: number;
}

export interface StoreLoadOptions {
  readonly people: readonly MarkedPerson[];
  readonly urls: readonly string[];
  readonly jwtSecret: string;
}

/** What a request that never ends is found by. */
const NEVER_MS = 60_000;
const READERS = 12;
const WRITERS = 4;
const WRITE = `mutation($key: String!) { createBankConnection(input: { syncMode: NONE, idempotencyKey: $key }) {
  __typename ... on CreateBankConnectionSuccess { wizardSession { transactionId } }
} }`;

/** People who read, and begin bank logins by keys of their own, through any of several instances, until they are told to end. */
export class StoreLoad {
  readonly tally: StoreTally = {
    ...{ reads: 0, failedReads: {}, foreignRows: 0 },
    ...{ writes: 0, refusedWrites: 0, oddWrites: {}, falseWrites: 0 },
  };
  /** The bank logins that were said to have begun, by their keys. */
  readonly begun = new Map<string, string>();
  /** Who began them, by their keys. */
  private readonly beginners = new Map<string, MarkedPerson>();
  private readonly random = new Random(SEED);
  private ended = false;
  /** Counts the outages; odd while the store is away. */
  private outage = 0;
  private keys = 0;
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: StoreLoadOptions) {}

  /** Everybody reads through each of the instances, one instance after the other. */
  async introduceEverybody(): Promise<void> {
    for (const url of this.options.urls) await Promise.all(this.options.people.map((me) => this.read(me, url)));
  }

  begin(): void {
    const readers = Array.from({ length: READERS }, () =>
      this.untilEnded(() => this.read(this.somebody(), this.random.of(this.options.urls))),
    );
    const writers = Array.from({ length: WRITERS }, () => this.untilEnded(() => this.write()));
    this.work = Promise.all([...readers, ...writers]);
  }

  /** To be told as soon as the store is away for certain. */
  storeIsAway(): void {
    this.outage += 1;
  }

  /** To be told before the store may be back. */
  storeMayBeBack(): void {
    this.outage += 1;
  }

  /** Resolves when everything that was begun has been answered, or has been found to have no end. */
  async end(): Promise<StoreTally> {
    this.ended = true;
    await this.work;
    return this.tally;
  }

  /** A keyed write on one of the instances, apart from the load. @returns the type of its result, or the code of its error */
  async writeOnce(url: string): Promise<string> {
    const answer = await this.ask(this.somebody(), url, WRITE, { key: this.newKey() });
    const { __typename } = (answer.data?.createBankConnection ?? {}) as { __typename?: string };
    return __typename ?? answer.errors?.[0]?.extensions.code ?? '';
  }

  /**
   * Sends every write again that was said to have begun.
   *
   * @param patienceMs for those that wait for an outcome that was lost
   * @returns the keys by which another one has begun
   */
  async repeatAll(patienceMs: number): Promise<readonly string[]> {
    const twice: string[] = [];
    const keys = [...this.begun.keys()].values();
    const repeatThem = async () => {
      for (const key of keys) if (await this.beginsAnother(key, patienceMs)) twice.push(key);
    };
    await Promise.all(Array.from({ length: READERS }, repeatThem));
    return twice;
  }

  private async beginsAnother(key: string, patienceMs: number): Promise<boolean> {
    const me = this.beginners.get(key) ?? this.somebody();
    const asked = this.ask(me, this.random.of(this.options.urls), WRITE, { key });
    const answer = await Promise.race([asked, pause(patienceMs, undefined, { ref: false })]);
    const transaction = answer && transactionIn(answer);
    return transaction !== undefined && transaction !== this.begun.get(key);
  }

  private async untilEnded(act: () => Promise<void>): Promise<void> {
    while (!this.ended) {
      await act();
      await pause(this.random.next() * 20);
    }
  }

  private async read(me: MarkedPerson, url: string): Promise<void> {
    const operation = dashboard(me);
    this.tally.reads += 1;
    try {
      const answer = await this.ask(me, url, operation.query, operation.variables);
      this.tally.foreignRows += foreignRowsIn(answer.data, me);
      const fault = faultOf(operation, answer);
      if (fault !== undefined) count(this.tally.failedReads, fault);
    } catch (error) {
      count(this.tally.failedReads, String(error));
    }
  }

  private async write(): Promise<void> {
    const key = this.newKey();
    const { outage } = this;
    const me = this.somebody();
    this.tally.writes += 1;
    try {
      const answer = await this.ask(me, this.random.of(this.options.urls), WRITE, { key });
      const transaction = transactionIn(answer);
      const code = answer.errors?.[0]?.extensions.code;
      if (transaction !== undefined) {
        this.begun.set(key, transaction);
        this.beginners.set(key, me);
        if (outage % 2 === 1 && outage === this.outage) this.tally.falseWrites += 1;
      } else if (code === 'OVERLOADED') this.tally.refusedWrites += 1;
      else count(this.tally.oddWrites, code ?? JSON.stringify(answer));
    } catch (error) {
      count(this.tally.oddWrites, String(error));
    }
  }

  private somebody(): MarkedPerson {
    return this.random.of(this.options.people);
  }

  private newKey(): string {
    this.keys += 1;
    return `key-${this.keys}`;
  }

  private async ask({ person: { id } }: MarkedPerson, url: string, query: string, variables: object): Promise<Asked> {
    const jwt = sign({ sub: `sub of ${id}`, bank_user_id: id, exp: secondsFromNow(3_600) }, this.options.jwtSecret);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${jwt}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(NEVER_MS),
    });
    return (await response.json()) as Asked;
  }
}

function transactionIn({ data }: Asked): string | undefined {
  const result = data?.createBankConnection as { wizardSession?: { transactionId: string } } | undefined;
  return result?.wizardSession?.transactionId;
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
