import type { GraphQLSchema } from 'graphql';
import { ownedGlobalId } from '../../src/domain/global-id.js';
import { buildExecutableSchema } from '../../src/resolvers/executable-schema.js';
import type { SecureStore } from '../../src/store/secure-store.js';
import { Elsewhere } from './elsewhere.js';
import { InProcessGateway, memoryStore, type GraphAnswer } from './in-process-gateway.js';
import { BankUnderTest, type CallCounts, type Person, type Shape } from './test-bank.js';

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

const START = '2026-06-15T10:00:00Z';

export interface GatewaysOptions {
  readonly count?: number;
  /** One for each instance, all of the same Redis; by default they share a store in memory. */
  readonly openCacheStore?: () => SecureStore;
  /** Of what outlives a process beside answers, for all instances; by default in memory. */
  readonly openStore?: () => SecureStore;
  readonly sharesAnswers?: boolean;
  /** What the instances ask in place of the bank, by its address. */
  readonly frontOf?: (bankUrl: string) => Promise<string>;
  /** At the machine's time, with syncs that take as long as the bank has it; by default it is a morning in June, and they end at once. */
  readonly isLive?: boolean;
  /** Of the names in the graph. */
  readonly typePrefix?: string;
}

/** Several instances of the gateway in front of one test bank, all at the same time of day. */
export class Gateways {
  private time: Date | undefined;
  private readonly store: SecureStore;
  private readonly cacheStores: SecureStore[] = [];
  private readonly instances: InProcessGateway[] = [];
  private readonly forgetful: InProcessGateway;

  private constructor(
    readonly bank: BankUnderTest,
    private readonly schema: GraphQLSchema,
    private readonly options: GatewaysOptions,
    private readonly baseUrl: string,
  ) {
    this.store = options.openStore?.() ?? memoryStore('store');
    const nowhere = memoryStore('nowhere');
    void nowhere.close();
    this.forgetful = this.start(nowhere);
  }

  static async open(options: GatewaysOptions = {}): Promise<Gateways> {
    const clock: { gateways?: Gateways } = {};
    const bank = await BankUnderTest.start({ seeded: false, now: () => clock.gateways?.now ?? new Date() });
    const baseUrl = (await options.frontOf?.(bank.url)) ?? bank.url;
    const { typePrefix = '' } = options;
    const schema = await buildExecutableSchema({ publicSdl: true, typePrefix });
    const gateways = new Gateways(bank, schema, options, baseUrl);
    clock.gateways = gateways;
    const { count = 1, openCacheStore, isLive = false } = options;
    if (!isLive) {
      gateways.setTime(START);
      await bank.set({ syncDelay: 0 });
    }
    const common = memoryStore('cache');
    for (let index = 0; index < count; index++) gateways.cacheStores.push(openCacheStore?.() ?? common);
    await Promise.all(gateways.cacheStores.map((store) => store.ready()));
    gateways.instances.push(...gateways.cacheStores.map((store) => gateways.start(store)));
    return gateways;
  }

  get now(): Date {
    return this.time ?? new Date();
  }

  /** The instance of that number, from 0. */
  at(index: number): InProcessGateway {
    const instance = this.instances[index];
    if (instance === undefined) throw new Error('There is no such instance.');
    return instance;
  }

  get first(): InProcessGateway {
    return this.at(0);
  }

  get second(): InProcessGateway {
    return this.at(1);
  }

  cacheStoreOf(index: number): SecureStore {
    const store = this.cacheStores[index];
    if (store === undefined) throw new Error('There is no such instance.');
    return store;
  }

  /** The time at the bank and in every instance; undefined: the machine's. */
  setTime(time: string | undefined): void {
    this.time = time === undefined ? undefined : new Date(time);
  }

  pass(seconds: number): void {
    this.time = new Date(this.now.getTime() + seconds * 1_000);
  }

  /** The process ends, and another one takes its place. */
  async restart(index: number): Promise<void> {
    await this.at(index).close();
    this.instances[index] = this.start(this.cacheStoreOf(index));
  }

  /** What an instance answers that has kept nothing. */
  async freshly<T>(person: Person, source: string, variables: object = {}): Promise<GraphAnswer<T>> {
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

  private start(cacheStore: SecureStore): InProcessGateway {
    const { apiKey } = this.bank;
    const { baseUrl } = this;
    const { sharesAnswers = false } = this.options;
    const options = { baseUrl, apiKey, cacheStore, sharesAnswers, now: () => this.now };
    return new InProcessGateway(this.schema, options, this.store);
  }
}

export function accountIdOf({ id, accounts }: Person, index = 0): string {
  return ownedGlobalId('Account', { bankUserId: id, xs2aId: accounts[index] ?? '' });
}

export function connectionIdOf({ id, connections }: Person, index = 0): string {
  return ownedGlobalId('BankConnection', { bankUserId: id, xs2aId: connections[index] ?? '' });
}
