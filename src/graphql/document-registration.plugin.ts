import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../operation/context.js';
import type { DocumentCache } from './document-cache.js';

type KeyValueCache = Pick<DocumentCache, 'get'> & {
  set(): Promise<void>;
  delete(): Promise<boolean>;
};

/** The lookup for Apollo Server. Apollo Server would store documents of anybody, so the plugin stores them. */
export function persistedDocuments(documents: DocumentCache): KeyValueCache {
  return {
    // Removes Apollo Server's prefix, which separates documents from other entries.
    get: (name) => documents.get(name.replace(/^apq:/, '')),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}

/** Stores a document that was sent with its hash, once it has passed validation and limits. */
export function documentRegistration(documents: DocumentCache): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        executionDidStart: ({ metrics, queryHash, source, contextValue: { caller } }) => {
          // In the background; a store never throws.
          if (metrics.persistedQueryRegister === true) void documents.register(caller, queryHash, source);
          return Promise.resolve();
        },
      }),
  };
}
