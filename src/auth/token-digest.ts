import { hash } from 'node:crypto';

/** Key for caches of verified tokens: the tokens themselves are not stored. */
export function tokenDigest(token: string): string {
  return hash('sha256', token, 'base64');
}
