import { hash } from 'node:crypto';

/** What a token is found by where it was seen before: tokens themselves are not kept. */
export function tokenDigest(token: string): string {
  return hash('sha256', token, 'base64');
}
