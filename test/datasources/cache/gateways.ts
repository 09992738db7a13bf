import type { Observer } from '../../../src/observer.js';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { RateLimit } from '../../../src/admission/rate-limit.js';
import { SCOPES, type Scope } from '../../../src/auth/scope.js';
import type { Principal } from '../../../src/auth/principal.js';
import { contextFactory } from '../../../src/context-factory.js';
import type { CacheEvent } from '../../../src/datasources/cache/cache-event.js';
import { createDatasources, type Datasources, type DatasourcesOptions } from '../../../src/datasources/datasources.js';
import type { Meter } from '../../../src/datasources/meter.js';
import { ownedGlobalId } from '../../../src/domain/global-id.js';
import { buildExecutableSchema } from '../../../src/graphql/executable-schema.js';
import { writeResult } from '../../../src/graphql/execution/finished-data.js';
import { SchemaExecutor } from '../../../src/graphql/execution/schema-executor.js';
import { Idempotency } from '../../../src/idempotency/idempotency.js';
import { openStore } from '../../../src/store/open-store.js';
import type { SecureStore } from '../../../src/store/secure-store.js';
import { BankUnderTest, type CallCounts, type Person, type Shape } from '../../support/test-bank.js';
import { Elsewhere } from './elsewhere.js';

export const TOKEN = 'PUT /v1/api/users/{id}/accesstokens';
export const BANK_USER = 'GET /v1/api/users/{id}';
export const CONNECTIONS = 'GET /v1/api/connections';
export const ACCOUNTS = 'GET /v1/api/accounts';
export const BALANCE = 'GET /v1/api/accounts/{id}/balance';
export const TURNOVERS = 'GET /v1/api/accounts/{id}/turnovers';

/** Everything about everybody's accounts, as a frontend shows it first. */
export const DASHBOARD = `{
  viewer {
    name
    connections { bankName sync { lastSyncedAt consecutiveFailures } }
    accounts {
      iban
      balance { amount { value } available { value } asOf }
      turnovers(first: 500) { totalCount asOf nodes { id bookingDate amount { value } status isNew } }
    }
  }
}`;

export interface Answer<T> {
  readonly data: T;
  readonly codes: readonly unknown[];
  readonly meter: Meter;
}

const START = '2026-06-15T10:00:00Z';
const ENCRYPTION_KEY = Buffer.alloc(32, 7);

export function memoryStore(namespace: string): SecureStore {
  return openStore({ kind: 'memory' }, { namespace, encryptionKeys: [ENCRYPTION_KEY], onEvent: ignore });
}

export function redisStore(namespace: string, url: string): SecureStore {
  return openStore({ kind: 'redis', url }, { namespace, encryptionKeys: [ENCRYPTION_KEY], onEvent: ignore });
}

/** One instance of the gateway, without HTTP. */
export class Gateway {
  private readonly datasources: Datasources;
  private readonly contextFor: ReturnType<typeof contextFactory>;
  private readonly executor: SchemaExecutor;
  private readonly documents = new Map<string, DocumentNode>();
  /** Routes of lists in which rows were left out. */
  readonly skipped: string[] = [];
  /** What became of reads, such as `hit balance 2`. */
  readonly cacheEvents: string[] = [];

  constructor(
    schema: GraphQLSchema,
    options: Omit<DatasourcesOptions, 'consentExpiringDays' | 'concurrency' | keyof Observer>,
    store: SecureStore,
  ) {
    const onSkippedRow = (route: string) => this.skipped.push(route);
    const observer = {
      onExchange: ignore,
      onCacheEvent: ({ event, read, count }: CacheEvent) => this.cacheEvents.push(`${event} ${read} ${count}`),
      onQueueWait: ignore,
      onCircuitEvent: ignore,
      onTokenEvent: ignore,
      onSkippedRow,
    };
    this.datasources = createDatasources({ ...options, ...observer, consentExpiringDays: 14, concurrency: 256 });
    this.executor = new SchemaExecutor(schema);
    this.contextFor = contextFactory(
      this.datasources,
      new Idempotency(store),
      new RateLimit({ bankUser: 0, service: 0, anonymous: 0 }),
    );
  }

  as<T = Record<string, unknown>>({ id }: Person, source: string, variables: object = {}): Promise<Answer<T>> {
    return this.ask({ kind: 'bankUser', subject: id, bankUserId: id }, source, variables);
  }

  asService<T = Record<string, unknown>>(source: string, variables: object = {}): Promise<Answer<T>> {
    return this.ask({ kind: 'service', subject: 'a service', scopes: SCOPES }, source, variables);
  }

  /** As somebody whose token may do only so much. */
  asLimited<T>(
    { id }: Person,
    limitedTo: readonly Scope[],
    source: string,
    variables: object = {},
  ): Promise<Answer<T>> {
    return this.ask({ kind: 'bankUser', subject: id, bankUserId: id, limitedTo }, source, variables);
  }

  /** How many things are kept. */
  get kept(): number {
    return this.datasources.state.keptAnswers;
  }

  close(): Promise<void> {
    return this.datasources.close();
  }

  private async ask<T>(principal: Principal, source: string, variables: object): Promise<Answer<T>> {
    const context = this.contextFor(principal, 'request-of-a-test');
    const document = this.parse(source);
    const { data, errors = [] } = await this.executor.execute({ document, variables: { ...variables }, context });
    return {
      // As it is sent.
      data: (JSON.parse(writeResult({ data: data ?? null })) as { data: T }).data,
      codes: errors.map(({ extensions, originalError }) => extensions.code ?? originalError),
      meter: context.meter,
    };
  }

  private parse(source: string): DocumentNode {
    const known = this.documents.get(source) ?? parse(source);
    this.documents.set(source, known);
    return known;
  }
}

export interface GatewaysOptions {
  readonly count?: number;
  /** One for each instance, all of the same Redis; by default they share a store in memory. */
  readonly openCacheStore?: () => SecureStore;
  readonly sharesAnswers?: boolean;
}

/** Several instances of the gateway in front of one test bank, all at the same time of day. */
export class Gateways {
  private time = new Date(START);
  private readonly store = memoryStore('store');
  private readonly cacheStores: SecureStore[] = [];
  private readonly instances: Gateway[] = [];
  private readonly forgetful: Gateway;

  private constructor(
    readonly bank: BankUnderTest,
    private readonly schema: GraphQLSchema,
    private readonly options: GatewaysOptions,
  ) {
    const nowhere = memoryStore('nowhere');
    void nowhere.close();
    this.forgetful = this.start(nowhere);
  }

  /** Syncs at the bank end at once. */
  static async open(options: GatewaysOptions = {}): Promise<Gateways> {
    const clock: { gateways?: Gateways } = {};
    const bank = await BankUnderTest.start({ seeded: false, now: () => clock.gateways?.time ?? new Date(START) });
    const gateways = new Gateways(bank, await buildExecutableSchema({ publicSdl: true }), options);
    clock.gateways = gateways;
    await bank.set({ syncDelay: 0 });
    const { count = 1, openCacheStore } = options;
    const common = memoryStore('cache');
    for (let index = 0; index < count; index++) gateways.cacheStores.push(openCacheStore?.() ?? common);
    await Promise.all(gateways.cacheStores.map((store) => store.ready()));
    gateways.instances.push(...gateways.cacheStores.map((store) => gateways.start(store)));
    return gateways;
  }

  get now(): Date {
    return this.time;
  }

  /** The instance of that number, from 0. */
  at(index: number): Gateway {
    const instance = this.instances[index];
    if (instance === undefined) throw new Error('There is no such instance.');
    return instance;
  }

  get first(): Gateway {
    return this.at(0);
  }

  get second(): Gateway {
    return this.at(1);
  }

  cacheStoreOf(index: number): SecureStore {
    const store = this.cacheStores[index];
    if (store === undefined) throw new Error('There is no such instance.');
    return store;
  }

  setTime(time: string): void {
    this.time = new Date(time);
  }

  pass(seconds: number): void {
    this.time = new Date(this.time.getTime() + seconds * 1_000);
  }

  /** The process ends, and another one takes its place. */
  async restart(index: number): Promise<void> {
    await this.at(index).close();
    this.instances[index] = this.start(this.cacheStoreOf(index));
  }

  /** What an instance answers that has kept nothing. */
  async freshly<T>(person: Person, source: string, variables: object = {}): Promise<Answer<T>> {
    const answer = await this.forgetful.as<T>(person, source, variables);
    if (answer.meter.cacheHits > 0) throw new Error('It has kept something.');
    return answer;
  }

  /** A person who was last synced six hours ago; null is never. */
  person(shape: Omit<Shape, 'syncedAgo'> & { readonly syncedAgo?: number | null } = {}): Promise<Person> {
    return this.bank.addPerson(shape as Shape);
  }

  /** The person, through another client of XS2A. */
  elsewhere(person: Person): Elsewhere {
    return new Elsewhere(this.bank, person);
  }

  /** What upstream was asked meanwhile. */
  async callsOf(work: () => Promise<unknown>): Promise<CallCounts> {
    await this.bank.forgetRequests();
    await work();
    return this.bank.calls();
  }

  async close(): Promise<void> {
    await Promise.all([...this.instances, this.forgetful].map((instance) => instance.close()));
    await Promise.all([this.store, ...this.cacheStores].map((store) => store.close()));
    await this.bank.close();
  }

  private start(cacheStore: SecureStore): Gateway {
    const { url: baseUrl, apiKey } = this.bank;
    const { sharesAnswers = false } = this.options;
    const { store } = this;
    return new Gateway(this.schema, { baseUrl, apiKey, store, cacheStore, sharesAnswers, now: () => this.time }, store);
  }
}

export function accountIdOf({ id, accounts }: Person, index = 0): string {
  return ownedGlobalId('Account', { bankUserId: id, xs2aId: accounts[index] ?? '' });
}

export function connectionIdOf({ id, connections }: Person, index = 0): string {
  return ownedGlobalId('BankConnection', { bankUserId: id, xs2aId: connections[index] ?? '' });
}

function ignore(): void {
  // Nobody looks.
}
