import { TokenRefused } from './token-refused.js';

/** In characters. Node takes 16 KB for all headers together. */
const LONGEST_HEADER = 12_288;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * The signed token of an Authorization header, in the form of three parts with dots between; its content is unverified.
 * Undefined when there is no header.
 *
 * @throws TokenRefused when there is a header and it is anything else, several headers included.
 */
export function bearerTokenOf(header: string | readonly string[] | undefined): string | undefined {
  const value = header === undefined || typeof header === 'string' ? header : only(header);
  if (value === undefined) return undefined;
  if (value.length > LONGEST_HEADER) throw new TokenRefused('header');
  const token = BEARER.exec(value)?.[1];
  if (token === undefined) throw new TokenRefused('header');
  if (!token.split('.').every(isCanonical)) throw new TokenRefused('form');
  return token;
}

function only(headers: readonly string[]): string | undefined {
  if (headers.length > 1) throw new TokenRefused('header');
  return headers[0];
}

/** Decoders ignore the unused bits at the end of a part; two texts must not be the same token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
