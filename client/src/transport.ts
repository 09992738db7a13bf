import { connectionError, OUTCOME_UNKNOWN, readAnswer, type Result } from './answer.js';
import { CallTime } from './call-time.js';
import { operationOf, type Operation, type PlainDocument, type TypedDocument, type VariablesAnd } from './document.js';
import { GatewayError, TimeoutError } from './errors.js';
import { pauseBefore, Requests, sendable } from './requests.js';
import type { GatewayClientOptions, RequestOptions } from './options.js';

/** What the client knows of its own calls. */
interface ReadOptions extends RequestOptions {
  /** Sent twice, it happens once: although it is a mutation without a key. */
  readonly isRepeatable?: boolean | undefined;
}

const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 2;

/** What `send` sends. */
const SENT = ['query', 'mutation'];

/**
 * Sends documents, and nothing else: for programs that want little code. `GatewayClient` has a method for everything.
 *
 * ```ts
 * import { Transport } from '@xs2a-graphql-gateway/client';
 * import { AccountsDocument } from '@xs2a-graphql-gateway/client/documents';
 *
 * const gateway = new Transport({ url: 'https://gateway.example.com/graphql', token: () => session.accessToken });
 * const { data, errors } = await gateway.send(AccountsDocument, { types: ['GIRO'] });
 * ```
 */
export class Transport {
  readonly #options: GatewayClientOptions;

  constructor(options: GatewayClientOptions) {
    this.#options = options;
  }

  /**
   * Sends a document of your own, or one of `@xs2a-graphql-gateway/client/documents`. Queries, and mutations with `input.idempotencyKey` among their
   * variables, are repeated as long as that may help; other mutations when they are known not to have happened.
   *
   * ```ts
   * const { data } = await gateway.send(MyAccountsDocument, { types: ['GIRO'] });
   * ```
   *
   * @throws GatewayError when there is no data at all
   */
  async send<Data = unknown>(
    document: PlainDocument,
    variables?: Readonly<Record<string, unknown>>,
    options?: RequestOptions,
  ): Promise<Result<Data>>;
  async send<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...variablesAndOptions: VariablesAnd<RequestOptions, Variables>
  ): Promise<Result<Data>>;
  async send(
    document: TypedDocument<object, unknown>,
    variables?: unknown,
    options?: RequestOptions,
  ): Promise<Result<unknown>> {
    return this.read(document, variables, (data) => data, options);
  }

  /**
   * Sends a document, and takes the thing that was asked for out of its data.
   *
   * @internal
   * @throws GatewayError when it is not there
   */
  async read<Data, Variables, Thing>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    pick: (data: Data, errors: readonly GatewayError[]) => Thing | null | undefined,
    options: ReadOptions = {},
  ): Promise<Result<NonNullable<Thing>>> {
    const operation = operationOf(document, SENT);
    const { timeoutMs = TIMEOUT_MS, signal } = this.#options;
    const time = new CallTime(options.timeoutMs ?? timeoutMs, [signal, options.signal]);
    try {
      const call = new Call(this.#options, options, operation, variables, time);
      return await call.run((result) => picked(result as Result<Data>, pick));
    } finally {
      time.close();
    }
  }
}

/** One call: as many requests as it takes. */
class Call {
  readonly #requests: Requests;
  readonly #maxRetries: number;
  readonly #body: string;
  readonly #isWrite: boolean;
  /** Sent twice, it happens once. */
  readonly #isRepeatable: boolean;
  readonly #time: CallTime;

  constructor(
    client: GatewayClientOptions,
    options: ReadOptions,
    { text, kind, name }: Operation,
    variables: unknown,
    time: CallTime,
  ) {
    this.#maxRetries = options.maxRetries ?? client.maxRetries ?? MAX_RETRIES;
    this.#requests = new Requests(client, options, ACCEPTED, time);
    this.#body = sendable(() => JSON.stringify({ query: text, variables, operationName: name }));
    this.#isWrite = kind !== 'query';
    this.#isRepeatable = !this.#isWrite || options.isRepeatable === true || isKeyed(variables);
    this.#time = time;
  }

  /** @param take makes of an answer what was asked for, or throws why it is not there */
  async run<Thing>(take: (result: Result<unknown>) => Thing): Promise<Thing> {
    await this.#requests.begin();
    for (let retries = 0; ;) {
      try {
        return take(await this.#attempt());
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        if (await this.#requests.renewAfter(error)) continue;
        const pause = pauseBefore(retries, error.retryAfterSeconds);
        if (retries++ >= this.#maxRetries || !this.#mayRepeat(error) || !this.#time.hasLeft(pause)) throw error;
        await this.#time.pause(pause);
      }
    }
  }

  async #attempt(): Promise<Result<unknown>> {
    const answered = this.#time.bound(async () => {
      const response = await this.#requests.send(this.#body, this.#time.signal);
      return { response, body: await response.text() };
    });
    const { response, body } = await answered.catch((error: unknown) => {
      throw this.#lost(error);
    });
    return readAnswer(response, body, this.#isWrite);
  }

  /** Why there is no answer to what was sent. */
  #lost(error: unknown): GatewayError {
    const over = this.#time.error;
    if (over === undefined) return error instanceof GatewayError ? error : connectionError(error, this.#isWrite);
    if (!this.#isWrite || !(over instanceof TimeoutError)) return over;
    return new TimeoutError('OUTCOME_UNKNOWN', OUTCOME_UNKNOWN, { cause: over.cause });
  }

  /** A mutation without a key is repeated only when it was refused before anything of it was executed. */
  #mayRepeat({ code, retryable, status }: GatewayError): boolean {
    if (this.#isRepeatable) return retryable || (this.#isWrite && code === 'OUTCOME_UNKNOWN');
    return retryable && status !== 200;
  }
}

const ACCEPTED = 'application/graphql-response+json, application/json;q=0.9';

function picked<Data, Thing>(
  { data, errors }: Result<Data>,
  pick: (data: Data, errors: readonly GatewayError[]) => Thing | null | undefined,
): Result<NonNullable<Thing>> {
  const thing = pick(data, errors);
  if (thing != null) return { data: thing, errors };
  throw errors[0] ?? new GatewayError('NOT_FOUND', 'Not found, or not accessible to you.');
}

function isKeyed(variables: unknown): boolean {
  const { input } = (variables ?? {}) as { readonly input?: { readonly idempotencyKey?: unknown } };
  return typeof input?.idempotencyKey === 'string';
}
