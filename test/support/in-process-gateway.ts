import { randomBytes } from 'node:crypto';
import { execute, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { RateLimit } from '../../src/admission/rate-limit.js';
import type { Principal } from '../../src/auth/principal.js';
import { SCOPES, type Scope } from '../../src/domain/scope.js';
import { contextFactory } from '../../src/operation/context-factory.js';
import type { CacheEvent } from '../../src/datasources/reads/cache-event.js';
import { createDatasources, type Datasources, type DatasourcesOptions } from '../../src/datasources/datasources.js';
import type { Meter } from '../../src/datasources/meter.js';
import { Answers } from '../../src/graphql/answers.js';
import { SubscriptionExecutor } from '../../src/graphql/execution/subscription-executor.js';
import { writeResult } from '../../src/graphql/execution/serialized-data.js';
import { SchemaExecutor, type Execution } from '../../src/graphql/execution/schema-executor.js';
import { Idempotency } from '../../src/operation/idempotency.js';
import type { Observer } from '../../src/telemetry/observer.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { RedisStore } from '../../src/store/redis-store.js';
import type { SecureStore } from '../../src/store/secure-store.js';
import { redisConfig } from './redis.js';

export interface GraphError {
  /** With dots: `viewer.accounts.0.balance`. */
  readonly path: string;
  readonly code: unknown;
  readonly message: string;
}

export interface GraphAnswer<T> {
  readonly data: T;
  readonly errors: readonly GraphError[];
  /** Of the errors, in order; what is wrong with the document where it is refused. */
  readonly codes: readonly unknown[];
  readonly meter: Meter;
}

export interface GatewayOptions extends Omit<
  DatasourcesOptions,
  'consentExpiringDays' | 'concurrency' | 'store' | keyof Observer
> {
  /** Within which an operation has to end; default: 20. */
  readonly operationSeconds?: number;
}

/** One instance of the gateway without HTTP: the schema over the sources. Documents are validated, and answers are as they are sent. */
export class InProcessGateway {
  /** Routes of lists in which rows were left out. */
  readonly skipped: string[] = [];
  /** What became of reads, such as `hit balance 2`. */
  readonly cacheEvents: string[] = [];
  /** What became of access tokens, such as `RENEWED`. */
  readonly tokenEvents: string[] = [];
  private readonly datasources: Datasources;
  private readonly contextFor: ReturnType<typeof contextFactory>;
  private readonly executor: SchemaExecutor;
  private readonly documents = new Map<string, DocumentNode>();

  constructor(
    private readonly schema: GraphQLSchema,
    { operationSeconds = 20, ...options }: GatewayOptions,
    store: SecureStore,
  ) {
    this.datasources = createDatasources({
      ...options,
      store,
      consentExpiringDays: 14,
      concurrency: 256,
      onExchange: ignore,
      onCacheEvent: ({ event, read, count }: CacheEvent) => this.cacheEvents.push(`${event} ${read} ${count}`),
      onQueueWait: ignore,
      onCircuitEvent: ignore,
      onTokenEvent: (event: string) => this.tokenEvents.push(event),
      onSkippedRow: (route: string) => this.skipped.push(route),
      onEventReading: ignore,
    });
    this.executor = new SchemaExecutor(schema, new SubscriptionExecutor(new Answers(ignore), ignore));
    const noLimit = new RateLimit({ bankUser: 0, service: 0, anonymous: 0 });
    this.contextFor = contextFactory(this.datasources, new Idempotency(store), noLimit, {
      responseBytes: 16_000_000,
      operationSeconds,
    });
  }

  /** Asks as the bank user of this id, which is XS2A's. */
  as<T = Record<string, unknown>>({ id }: { readonly id: string }, source: string, variables: object = {}) {
    return this.ask<T>({ kind: 'bankUser', subject: id, bankUserId: id }, source, variables);
  }

  asService<T = Record<string, unknown>>(source: string, variables: object = {}) {
    return this.ask<T>({ kind: 'service', subject: 'a service', scopes: SCOPES }, source, variables);
  }

  /** As somebody whose token may do only so much. */
  asLimited<T>({ id }: { readonly id: string }, limitedTo: readonly Scope[], source: string, variables: object = {}) {
    return this.ask<T>({ kind: 'bankUser', subject: id, bankUserId: id, limitedTo }, source, variables);
  }

  /** As `ask`, executed by graphql-js alone, and never from a result that is kept. */
  askGraphqlJs<T>(principal: Principal, source: string, variables: object): Promise<GraphAnswer<T>> {
    const { schema } = this;
    return this.ask(principal, source, variables, {
      execute: async ({ document, variables: variableValues, context: contextValue }) =>
        execute({ schema, document, variableValues, contextValue }),
    });
  }

  async ask<T>(
    principal: Principal,
    source: string,
    variables: object,
    executor: Pick<SchemaExecutor, 'execute'> = this.executor,
  ): Promise<GraphAnswer<T>> {
    const context = this.contextFor(principal, {
      requestId: 'request-of-a-test',
      client: { name: undefined, version: undefined },
    });
    const { data, errors = [] } = await this.run(source, { variables: { ...variables }, context }, executor);
    const masked = errors.map(({ path = [], message, extensions, originalError }) => ({
      path: path.join('.'),
      code: extensions.code ?? originalError,
      message,
    }));
    return {
      data: (JSON.parse(writeResult({ data: data ?? null })) as { data: T }).data,
      errors: masked,
      codes: masked.map(({ code, message }) => code ?? message),
      meter: context.meter,
    };
  }

  /** How many answers it keeps. */
  get kept(): number {
    return this.datasources.state.cachedAnswers;
  }

  close(): Promise<void> {
    return this.datasources.close();
  }

  private async run(
    source: string,
    asked: Pick<Execution, 'variables' | 'context'>,
    executor: Pick<SchemaExecutor, 'execute'>,
  ): Promise<ExecutionResult> {
    const document = this.documents.get(source) ?? parse(source);
    if (!this.documents.has(source)) {
      const errors = validate(this.schema, document);
      if (errors.length > 0) return { errors };
      this.documents.set(source, document);
    }
    return executor.execute({ document, ...asked });
  }
}

const ENCRYPTION_KEY = randomBytes(32);

export function memoryStore(namespace: string): SecureStore {
  return new MemoryStore({ namespace, onEvent: ignore });
}

export function redisStore(namespace: string, url: string): SecureStore {
  return new RedisStore(redisConfig(url), { namespace, encryptionKeys: [ENCRYPTION_KEY], onEvent: ignore });
}

function ignore(): void {
  // Nobody looks.
}
