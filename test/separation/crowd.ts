import { Agent, request } from 'undici';
import type { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import { secondsFromNow, sign } from '../support/jwt.js';
import { Random, SEED } from '../support/random.js';
import type { MarkedPerson } from './marked-people.js';
import { faultOf, foreignRowsIn, ownRowsIn, someOperation, type Asked, type Operation } from './operations.js';

/** What many people were answered who all asked at the same time. */
export interface Tally {
  answered: number;
  aborted: number;
  ownRows: number;
  foreignRows: number;
  /** What else was wrong, and how often. */
  readonly faults: Record<string, number>;
}

export interface CrowdOptions {
  readonly people: readonly MarkedPerson[];
  readonly xs2a: OtherXs2a;
  /** Of all instances of the gateway. */
  readonly urls: readonly string[];
  readonly jwtSecret: string;
  /** Told of the state of things after every so many queries. */
  readonly onProgress?: ((begun: number, tally: Tally) => void) | undefined;
}

const AT_A_TIME = 24;
const ABORTED = 0.1;
/** Within so many milliseconds a client that leaves has left. */
const PATIENCE_MS = 60;
/** After about so many queries XS2A forgets tokens: everybody's, or one person's. */
const TOKENS_LAST = 300;
const PROGRESS = 2_000;

/** People who ask all at once, over connections that they share, of whom some do not wait for their answers. */
export class Crowd {
  readonly tally: Tally = { answered: 0, aborted: 0, ownRows: 0, foreignRows: 0, faults: {} };
  private readonly random = new Random(SEED);
  private readonly dispatcher = new Agent({ connections: AT_A_TIME });
  private readonly jwts: ReadonlyMap<MarkedPerson, string>;

  constructor(private readonly options: CrowdOptions) {
    const { people, jwtSecret } = options;
    const exp = secondsFromNow(24 * 3_600);
    const jwtOf = ({ person: { id } }: MarkedPerson) => sign({ sub: `sub of ${id}`, bank_user_id: id, exp }, jwtSecret);
    this.jwts = new Map(people.map((person) => [person, jwtOf(person)]));
  }

  async ask(queries: number): Promise<Tally> {
    let begun = 0;
    const ask = async () => {
      while (begun < queries) {
        begun += 1;
        if (begun % TOKENS_LAST === 0) this.forgetTokens();
        if (begun % PROGRESS === 0) this.options.onProgress?.(begun, this.tally);
        await this.askOnce(this.personAt(begun));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, ask));
    return this.tally;
  }

  close(): Promise<void> {
    return this.dispatcher.destroy();
  }

  private personAt(turn: number): MarkedPerson {
    return this.options.people[turn % this.options.people.length] ?? this.random.of(this.options.people);
  }

  private async askOnce(me: MarkedPerson): Promise<void> {
    const { random } = this;
    const { people, xs2a } = this.options;
    const other = random.of(people.filter((person) => person !== me));
    const operation = someOperation(me, other, xs2a, random);
    const leaving = new AbortController();
    const timer = random.chance(ABORTED)
      ? setTimeout(() => {
          leaving.abort();
        }, random.next() * PATIENCE_MS)
      : undefined;
    try {
      this.judge(me, operation, await this.send(me, operation, leaving.signal));
    } catch (error) {
      if (leaving.signal.aborted) this.tally.aborted += 1;
      else this.count(`${operation.kind}: ${String(error)}`);
    } finally {
      clearTimeout(timer);
    }
  }

  private async send(me: MarkedPerson, { query, variables }: Operation, signal: AbortSignal): Promise<Asked> {
    const { body } = await request(`${this.random.of(this.options.urls)}/graphql`, {
      dispatcher: this.dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.jwts.get(me) ?? ''}` },
      body: JSON.stringify({ query, variables }),
      signal,
    });
    return (await body.json()) as Asked;
  }

  private judge(me: MarkedPerson, operation: Operation, answer: Asked): void {
    this.tally.answered += 1;
    this.tally.ownRows += ownRowsIn(answer.data, me);
    this.tally.foreignRows += foreignRowsIn(answer, me);
    const fault = faultOf(operation, answer);
    if (fault !== undefined) this.count(fault);
  }

  private count(fault: string): void {
    this.tally.faults[fault] = (this.tally.faults[fault] ?? 0) + 1;
  }

  private forgetTokens(): void {
    const { xs2a, people } = this.options;
    if (this.random.chance(0.3)) xs2a.expireAllTokens();
    else this.random.of(people).person.tokens.length = 0;
    xs2a.forgetRequests();
  }
}
