import { ClientError, GraphQLClient } from 'graphql-request';
import type { ErrorExtensions, Session } from '../session.js';

export interface Answer<Data> {
  readonly data: Data;
  /** For each field that could not be read: it is null in `data`. */
  readonly errors: readonly { readonly path?: readonly (string | number)[]; readonly extensions: ErrorExtensions }[];
}

export type Ask = <Data>(query: string, variables?: object, signal?: AbortSignal) => Promise<Answer<Data>>;

/** @returns a function that sends an operation, and sends it once more with a new token when the gateway refuses the token */
export function createAsk(url: string, session: Session): Ask {
  async function send<Data>(authorization: string, query: string, variables: object, signal?: AbortSignal) {
    const client = new GraphQLClient(url, {
      headers: { authorization },
      errorPolicy: 'all',
      ...(signal && { signal }),
    });
    const { data, errors = [] } = await client.rawRequest<Data>(query, variables);
    return { data, errors } as Answer<Data>;
  }

  return async function ask(query, variables = {}, signal) {
    const authorization = await session.authorization();
    try {
      return await send(authorization, query, variables, signal);
    } catch (error) {
      if (extensionsOf(error).code !== 'UNAUTHENTICATED') throw error;
      await session.refused(authorization);
      return send(await session.authorization(), query, variables, signal);
    }
  };
}

/** Thrown where a field is null that the caller cannot do without. */
export class FieldError extends Error {
  constructor(readonly extensions: ErrorExtensions = {}) {
    super(extensions.code ?? 'NOT_FOUND');
  }
}

/** What the gateway says about an error. */
export function extensionsOf(error: unknown): ErrorExtensions {
  if (error instanceof FieldError) return error.extensions;
  return error instanceof ClientError ? (error.response.errors?.[0]?.extensions ?? {}) : {};
}
