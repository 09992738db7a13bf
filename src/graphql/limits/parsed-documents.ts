import type { DocumentNode, Token } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Some hundreds of documents of usual size. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Measured: a token and its nodes take 100 to 480 bytes. */
const BYTES_PER_TOKEN = 500;

/**
 * Cache of valid parsed documents. Apollo Server's own cache estimates their size from their JSON, which omits comments, although
 * they stay in memory: documents with many comments could fill it.
 */
export class ParsedDocuments {
  private readonly documents = new LRUCache<string, DocumentNode>({
    maxSize: MAX_BYTES,
    sizeCalculation: bytesOf,
  });

  get(key: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.documents.get(key));
  }

  set(key: string, document: DocumentNode): Promise<void> {
    this.documents.set(key, document);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.documents.delete(key));
  }
}

/** Estimated memory of a document, including comments. */
export function bytesOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token: Token | null | undefined = loc?.startToken; token != null; token = token.next) tokens++;
  return (loc?.source.body.length ?? 0) + BYTES_PER_TOKEN * Math.max(tokens, 1);
}
