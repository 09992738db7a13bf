import { randomBytes } from 'node:crypto';
import { parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { RateLimit } from '../../src/admission/rate-limit.js';
import type { Principal } from '../../src/auth/principal.js';
import { SCOPES, type Scope } from '../../src/auth/scope.js';
import type { GatewayContext } from '../../src/context.js';
import { contextFactory } from '../../src/context-factory.js';
import { createDatasources, type Datasources } from '../../src/datasources/datasources.js';
import type { Meter } from '../../src/datasources/meter.js';
import { bankUserGlobalId, ownedGlobalId } from '../../src/domain/global-id.js';
import { buildExecutableSchema } from '../../src/graphql/executable-schema.js';
import { writeResult } from '../../src/graphql/execution/finished-data.js';
import { SchemaExecutor } from '../../src/graphql/execution/schema-executor.js';
import { Idempotency } from '../../src/idempotency/idempotency.js';
import { openStore } from '../../src/store/open-store.js';
import type { SecureStore } from '../../src/store/secure-store.js';
import { BankUnderTest, type CallCounts, type Person, type Shape } from './test-bank.js';

export type Variables = Readonly<Record<string, unknown>>;

export interface GraphError {
  /** With dots: `viewer.accounts.0.balance`. */
  readonly path: string;
  readonly code: unknown;
  readonly message: string;
}

export interface GraphAnswer<T> {
  readonly data: T;
  readonly errors: readonly GraphError[];
  readonly meter: Meter;
}

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

/** The graph without HTTP: the schema over the sources, over a test bank of its own in which there is nobody yet. */
export class Graph {
  /** Routes of lists in which rows were left out. */
  readonly skipped: string[] = [];

  private constructor(
    readonly schema: GraphQLSchema,
    readonly bank: BankUnderTest,
    private readonly stores: readonly [SecureStore, SecureStore],
    /** The time at the test bank and in the gateway; undefined: the machine's. */
    private time: Date | undefined,
  ) {
    this.executor = new SchemaExecutor(schema);
    this.datasources = this.openDatasources();
    this.contextFor = contextFactory(
      this.datasources,
      new Idempotency(stores[0]),
      new RateLimit({ bankUser: 0, service: 0, anonymous: 0 }),
    );
  }

  private readonly executor: SchemaExecutor;
  private readonly documents = new Map<string, DocumentNode>();
  private readonly datasources: Datasources;
  private readonly contextFor: ReturnType<typeof contextFactory>;

  static async open(): Promise<Graph> {
    const clock: { graph?: Graph } = {};
    const bank = await BankUnderTest.start({ seeded: false, now: () => clock.graph?.now ?? new Date() });
    const schema = await buildExecutableSchema({ publicSdl: true });
    clock.graph = new Graph(schema, bank, [memoryStore('store'), memoryStore('cache')], undefined);
    return clock.graph;
  }

  get now(): Date {
    return this.time ?? new Date();
  }

  setTime(time: string | undefined): void {
    this.time = time === undefined ? undefined : new Date(time);
  }

  async person(shape: Shape = {}): Promise<Somebody> {
    return this.somebody(await this.bank.addPerson(shape));
  }

  somebody(person: Person): Somebody {
    const { id: bankUserId, connections, accounts } = person;
    return {
      person,
      id: bankUserGlobalId(bankUserId),
      connectionIds: connections.map((xs2aId) => ownedGlobalId('BankConnection', { bankUserId, xs2aId })),
      accountIds: accounts.map((xs2aId) => ownedGlobalId('Account', { bankUserId, xs2aId })),
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

  as(principal: Principal): Query {
    const ask = async (source: string, variables: Variables = {}): Promise<GraphAnswer<unknown>> => {
      const contextValue = this.contextFor(principal, 'request-of-a-test');
      const { data, errors = [] } = await this.run(source, variables, contextValue);
      return {
        // As it is sent.
        data: (JSON.parse(writeResult({ data: data ?? null })) as { data: unknown }).data,
        errors: errors.map(({ path = [], message, extensions }) => ({
          path: path.join('.'),
          code: extensions.code,
          message,
        })),
        meter: contextValue.meter,
      };
    };
    return ask as Query;
  }

  async close(): Promise<void> {
    await this.datasources.close();
    await Promise.all(this.stores.map((store) => store.close()));
    await this.bank.close();
  }

  private async run(source: string, variables: Variables, context: GatewayContext): Promise<ExecutionResult> {
    const document = this.documents.get(source) ?? parse(source);
    this.documents.set(source, document);
    const errors = validate(this.schema, document);
    return errors.length > 0 ? { errors } : this.executor.execute({ document, variables, context });
  }

  private openDatasources(): Datasources {
    const [store, cacheStore] = this.stores;
    return createDatasources({
      baseUrl: this.bank.url,
      apiKey: this.bank.apiKey,
      store,
      cacheStore,
      consentExpiringDays: 14,
      concurrency: 256,
      now: () => this.now,
      onExchange: ignore,
      onCacheEvent: ignore,
      onQueueWait: ignore,
      onCircuitEvent: ignore,
      onTokenEvent: ignore,
      onSkippedRow: (route) => this.skipped.push(route),
    });
  }
}

function memoryStore(namespace: string): SecureStore {
  return openStore({ kind: 'memory' }, { namespace, encryptionKeys: [randomBytes(32)], onEvent: ignore });
}

const ignore = (): void => undefined;
