import type { SecureStore } from '../store/secure-store.js';

/** Documents belong to no caller: everybody's clients send the same ones. */
const OWNER = 'documents';

/** A day: clients send the text again when the gateway has forgotten it. */
export const DOCUMENT_TTL_SECONDS = 24 * 60 * 60;

/** Where Apollo Server keeps the texts of automatically persisted documents by their hashes. */
export class DocumentCache {
  constructor(private readonly store: SecureStore) {}

  async get(hash: string): Promise<string | undefined> {
    const text = await this.store.get(OWNER, hash);
    return typeof text === 'string' ? text : undefined;
  }

  async set(hash: string, text: string, options?: { ttl?: number | null }): Promise<void> {
    await this.store.set(OWNER, hash, text, (options?.ttl ?? DOCUMENT_TTL_SECONDS) * 1_000);
  }

  async delete(hash: string): Promise<boolean> {
    return this.store.delete(OWNER, hash);
  }
}
