import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../operation/context.js';
import type { DocumentCache } from './document-cache.js';

type KeyValueCache = Pick<DocumentCache, 'get'> & {
  set(): Promise<void>;
  delete(): Promise<boolean>;
};

/** What Apollo Server looks documents up in. It would keep whatever comes from whomever, so keeping them is the plugin's. */
export function persistedDocuments(documents: DocumentCache): KeyValueCache {
  return {
    // Apollo Server's prefix is for caches that hold other things as well.
    get: (name) => documents.get(name.replace(/^apq:/, '')),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}

/** Keeps a document that was sent with its hash, once it turned out to be valid and within the limits. */
export function documentRegistration(documents: DocumentCache): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        executionDidStart: ({ metrics, queryHash, source, contextValue: { caller } }) => {
          // Nobody waits for it, and a store never throws.
          if (metrics.persistedQueryRegister === true) void documents.register(caller, queryHash, source);
          return Promise.resolve();
        },
      }),
  };
}
