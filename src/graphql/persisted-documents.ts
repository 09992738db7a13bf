import type { DocumentCache } from './document-cache.js';

type KeyValueCache = Pick<DocumentCache, 'get'> & {
  set(): Promise<void>;
  delete(): Promise<boolean>;
};

/** The lookup for Apollo Server. Apollo Server would store documents of anybody, so the gateway stores them itself. */
export function persistedDocuments(documents: DocumentCache): KeyValueCache {
  return {
    // Removes Apollo Server's prefix, which separates documents from other entries.
    get: (name) => documents.get(name.replace(/^apq:/, '')),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}
