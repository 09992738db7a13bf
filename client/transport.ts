import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { analyzeDocument, ClientError, GraphQLClient } from 'graphql-request';
import { toGatewayError, XS2AGatewayError } from './gateway-error.js';

/** What a gateway answered: all of it, or as much as could be had. */
export interface Answer<Data> {
  readonly data: Data;
  /** One for each field that is null because it could not be read, such as the balance at a bank that does not answer. */
  readonly errors: readonly XS2AGatewayError[];
}

export interface TokenRequest {
  /** The token that was given before has been refused. */
  readonly renew: boolean;
}

export interface GatewayClientOptions {
  /** Of the gateway's `/graphql`. */
  readonly url: string;
  /** The caller's token, without `Bearer`. Asked for before each request; a second time when the gateway refuses it. */
  readonly token: (request: TokenRequest) => string | Promise<string>;
  /** How long an answer may take; 30000 by default. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A document with the types of its result and variables, as GraphQL Code Generator makes it with `documentMode: string`. */
export type TypedText<Data, Variables> = DocumentTypeDecoration<Data, Variables> & { toString(): string };

const TIMEOUT_MS = 30_000;

/** Sends documents, and turns whatever goes wrong into XS2AGatewayErrors. */
export class Transport {
  readonly #options: GatewayClientOptions;
  readonly #client: GraphQLClient;

  constructor(options: GatewayClientOptions) {
    this.#options = options;
    this.#client = new GraphQLClient(options.url, {
      errorPolicy: 'all',
      ...(options.fetch && { fetch: options.fetch }),
    });
  }

  /**
   * @throws XS2AGatewayError when there is no data at all
   * @throws the signal's reason, when it is aborted
   */
  async send<Data, Variables>(
    document: TypedText<Data, Variables>,
    variables: Variables,
    options: RequestOptions = {},
  ): Promise<Answer<Data>> {
    const token = await this.#options.token({ renew: false });
    try {
      return await this.#attempt(document, variables, token, options);
    } catch (error) {
      if (!(error instanceof XS2AGatewayError) || error.code !== 'UNAUTHENTICATED') throw error;
      const renewed = await this.#options.token({ renew: true });
      // A refused token means that nothing has been done yet: even a mutation may be sent again.
      if (renewed === token) throw error;
      return this.#attempt(document, variables, renewed, options);
    }
  }

  async #attempt<Data, Variables>(
    document: TypedText<Data, Variables>,
    variables: Variables,
    token: string,
    { signal }: RequestOptions,
  ): Promise<Answer<Data>> {
    const query = document.toString();
    const deadline = AbortSignal.timeout(this.#options.timeoutMs ?? TIMEOUT_MS);
    const response = await this.#client
      .rawRequest<Data>({
        query,
        variables: variables as Variables & object,
        requestHeaders: { authorization: `Bearer ${token}` },
        signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      })
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        throw failureOf(error, query);
      });
    const errors = (response.errors ?? []).map(toGatewayError);
    if ((response.data as Data | null | undefined) == null) throw errors[0] ?? unexpectedAnswer();
    return { data: response.data, errors };
  }
}

/** The original is not kept as a cause: it quotes the variables, a PIN included, and the whole answer. */
function failureOf(error: unknown, query: string): XS2AGatewayError {
  const [reported] = error instanceof ClientError ? (error.response.errors ?? []) : [];
  if (reported !== undefined) return toGatewayError(reported);
  if (analyzeDocument(query).isMutation) {
    return new XS2AGatewayError(
      'OUTCOME_UNKNOWN',
      'The answer was lost: look whether it happened before you repeat it.',
    );
  }
  if (error instanceof ClientError) return unexpectedAnswer(error.response.status >= 500);
  return new XS2AGatewayError('GATEWAY_UNREACHABLE', 'The gateway did not answer.', { retryable: true });
}

function unexpectedAnswer(retryable = false): XS2AGatewayError {
  return new XS2AGatewayError('UNEXPECTED_ANSWER', 'What answered is not the gateway.', { retryable });
}
