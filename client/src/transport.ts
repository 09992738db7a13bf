import { connectionError, OUTCOME_UNKNOWN, readAnswer, type Result } from './answer.js';
import { CallTime } from './call-time.js';
import { operationOf, type Operation, type PlainDocument, type TypedDocument, type VariablesAnd } from './document.js';
import { GatewayError, TimeoutError } from './errors.js';

/** What the client asks for when it needs a token. */
export interface TokenRequest {
  /** The token that was given before has been refused. */
  readonly renew: boolean;
}

/** What can be said for a client, and for one call. */
export interface RequestOptions {
  /** How long the call may take in all: the token, every attempt and the waits between them. 30000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Ends the call, whatever it is at. Those of the client and of the call hold both. */
  readonly signal?: AbortSignal | undefined;
  /** Sent with every request; those of the call go before those of the client. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How often a call is repeated that failed and may succeed; 2 by default, 0 for never. */
  readonly maxRetries?: number | undefined;
}

/** What the client knows of its own calls. */
interface ReadOptions extends RequestOptions {
  /** Sent twice, it happens once: although it is a mutation without a key. */
  readonly isRepeatable?: boolean | undefined;
}

/** What a client is made of. */
export interface GatewayClientOptions extends RequestOptions {
  /** Of the gateway's `/graphql`. */
  readonly url: string;
  /** The caller's token, without `Bearer`; or what gives it, asked before each call, and once more when the gateway refuses it. */
  readonly token?: string | ((request: TokenRequest) => string | Promise<string>) | undefined;
  /** In place of the platform's own. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 2;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 8_000;

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
    const operation = operationOf(document);
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
  readonly #client: GatewayClientOptions;
  readonly #options: RequestOptions;
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
    this.#client = client;
    this.#options = options;
    this.#body = sendable(() => JSON.stringify({ query: text, variables, operationName: name }));
    this.#isWrite = kind !== 'query';
    this.#isRepeatable = !this.#isWrite || options.isRepeatable === true || isKeyed(variables);
    this.#time = time;
  }

  /** @param take makes of an answer what was asked for, or throws why it is not there */
  async run<Thing>(take: (result: Result<unknown>) => Thing): Promise<Thing> {
    const maxRetries = this.#options.maxRetries ?? this.#client.maxRetries ?? MAX_RETRIES;
    let token = await this.#token(false);
    let isRenewed = false;
    for (let retries = 0; ;) {
      try {
        return take(await this.#attempt(token));
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        if (error.code === 'UNAUTHENTICATED' && !isRenewed && typeof this.#client.token === 'function') {
          isRenewed = true;
          const renewed = await this.#token(true);
          if (renewed === token) throw error;
          token = renewed;
          continue;
        }
        const pause = pauseBefore(retries, error.retryAfterSeconds);
        if (retries++ >= maxRetries || !this.#mayRepeat(error) || !this.#time.hasLeft(pause)) throw error;
        await this.#time.pause(pause);
      }
    }
  }

  async #attempt(token: string | undefined): Promise<Result<unknown>> {
    const headers = sendable(() => this.#headers(token));
    const { url, fetch: ask = (...args) => fetch(...args) } = this.#client;
    // A redirect could send the token or the variables elsewhere.
    const init = { method: 'POST', headers, body: this.#body, redirect: 'manual', signal: this.#time.signal } as const;
    const answered = this.#time.bound(async () => {
      const response = await ask(url, init);
      return { response, body: await response.text() };
    });
    const { response, body } = await answered.catch((error: unknown) => {
      throw this.#lost(error);
    });
    return readAnswer(response, body, this.#isWrite);
  }

  #headers(token: string | undefined): Headers {
    const headers = new Headers({ 'content-type': 'application/json', accept: ACCEPTED });
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    const given = { ...this.#client.headers, ...this.#options.headers };
    for (const [name, value] of Object.entries(given)) headers.set(name, value);
    return headers;
  }

  /** Why there is no answer to what was sent. */
  #lost(error: unknown): GatewayError {
    const over = this.#time.error;
    if (over === undefined) return connectionError(error, this.#isWrite);
    if (!this.#isWrite || !(over instanceof TimeoutError)) return over;
    return new TimeoutError('OUTCOME_UNKNOWN', OUTCOME_UNKNOWN, { cause: over.cause });
  }

  async #token(renew: boolean): Promise<string | undefined> {
    const { token } = this.#client;
    if (typeof token !== 'function') return token;
    try {
      return await this.#time.bound(() => token({ renew }));
    } catch (cause) {
      if (cause === this.#time.error) throw cause;
      throw new GatewayError('TOKEN_UNAVAILABLE', 'There is no token to send.', { cause });
    }
  }

  /** A mutation without a key is repeated only when it was refused before anything of it was executed. */
  #mayRepeat({ code, retryable, status }: GatewayError): boolean {
    if (this.#isRepeatable) return retryable || (this.#isWrite && code === 'OUTCOME_UNKNOWN');
    return retryable && status !== 200;
  }
}

/** Nothing is kept of why it cannot be: that quotes the token. */
function sendable<T>(make: () => T): T {
  try {
    return make();
  } catch {
    throw new GatewayError('INVALID_REQUEST', 'The variables, the token or a header cannot be sent.');
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

/** Not all at once: those who failed together do not come back together. */
function pauseBefore(retries: number, retryAfterSeconds: number | undefined): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000 * (1 + Math.random() / 5);
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** retries) * (0.5 + Math.random() / 2);
}
