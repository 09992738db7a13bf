import type { DocumentNode, Token } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Some hundreds of documents of a usual size. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Measured: a token takes 100 to 480 bytes with the nodes that are made of it. */
const BYTES_PER_TOKEN = 500;

/**
 * Documents that were parsed and found valid. Apollo Server's own cache would take their size from their JSON, which has no
 * comments: those are kept in memory nevertheless, so that whoever sends many could fill it.
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

/** Of the memory that a document takes, comments included; an estimate. */
export function bytesOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token: Token | null | undefined = loc?.startToken; token != null; token = token.next) tokens++;
  return (loc?.source.body.length ?? 0) + BYTES_PER_TOKEN * Math.max(tokens, 1);
}
