import type { Principal } from '../../src/auth/principal.js';
import { SCOPES, type Scope } from '../../src/domain/scope.js';
import { bankUserGlobalId } from '../../src/domain/global-id.js';
import { accountIdOf, connectionIdOf, Gateways, type GatewaysOptions } from './gateways.js';
import type { GraphAnswer } from './in-process-gateway.js';
import type { BankUnderTest, CallCounts, Person, Shape } from './test-bank.js';

export type Variables = Readonly<Record<string, unknown>>;
export type Query = <T = Record<string, unknown>>(source: string, variables?: Variables) => Promise<GraphAnswer<T>>;

/** A bank user of one test, with everything that a test asks of them. */
export interface Somebody {
  /** XS2A's ids. */
  readonly person: Person;
  /** The graph's ids. */
  readonly id: string;
  readonly connectionIds: readonly string[];
  readonly accountIds: readonly string[];
  /** Asks as this person. */
  readonly query: Query;
  /** Asks as this person by a token that may do only so much. */
  readonly limitedTo: (...scopes: readonly Scope[]) => Query;
  /** What upstream was asked for this person since they came about, or since `bank.forgetRequests`. */
  readonly upstreamCalls: () => Promise<CallCounts>;
}

/** One instance without HTTP over a test bank of its own in which there is nobody yet, asked as whoever a test says. */
export class Graph {
  private constructor(private readonly gateways: Gateways) {}

  static async open(options: Pick<GatewaysOptions, 'typePrefix'> = {}): Promise<Graph> {
    return new Graph(await Gateways.open({ ...options, isLive: true }));
  }

  get bank(): BankUnderTest {
    return this.gateways.bank;
  }

  /** Routes of lists in which rows were left out. */
  get skipped(): string[] {
    return this.gateways.first.skipped;
  }

  async person(shape: Shape = {}): Promise<Somebody> {
    return this.somebody(await this.bank.addPerson(shape));
  }

  somebody(person: Person): Somebody {
    const { id: bankUserId, connections, accounts } = person;
    return {
      person,
      id: bankUserGlobalId(bankUserId),
      connectionIds: connections.map((_, index) => connectionIdOf(person, index)),
      accountIds: accounts.map((_, index) => accountIdOf(person, index)),
      query: this.as({ kind: 'bankUser', subject: bankUserId, bankUserId }),
      limitedTo: (...scopes) => this.as({ kind: 'bankUser', subject: bankUserId, bankUserId, limitedTo: scopes }),
      upstreamCalls: () => this.bank.callsFor(person),
    };
  }

  /** Asks as a service caller. */
  get asService(): Query {
    return this.as({ kind: 'service', subject: 'a service', scopes: SCOPES });
  }

  /** Asks as a service caller that may do only so much. */
  asServiceFor(...scopes: readonly Scope[]): Query {
    return this.as({ kind: 'service', subject: 'a service', scopes });
  }

  get asAnybody(): Query {
    return this.as({ kind: 'anonymous' });
  }

  /** As `as`, executed by graphql-js alone, and never from a result that is kept. */
  byGraphqlJs(principal: Principal): Query {
    return (source, variables = {}) => this.gateways.first.askGraphqlJs(principal, source, variables);
  }

  as(principal: Principal): Query {
    return (source, variables = {}) => this.gateways.first.ask(principal, source, variables);
  }

  close(): Promise<void> {
    return this.gateways.close();
  }
}
