import { TokenRefused } from './token-refused.js';

/** In characters. Node takes 16 KB for all headers together. */
const MAX_HEADER = 12_288;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** @throws TokenRefused when there are several */
export function onlyHeader(headers: string | readonly string[] | undefined): string | undefined {
  if (headers === undefined || typeof headers === 'string') return headers;
  if (headers.length > 1) throw new TokenRefused('header');
  return headers[0];
}

/**
 * The signed token of an Authorization header, in the form of three parts with dots between; its content is unverified.
 *
 * @throws TokenRefused when it is anything else
 */
export function bearerTokenOf(header: string): string {
  if (header.length > MAX_HEADER) throw new TokenRefused('header');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new TokenRefused('header');
  if (!token.split('.').every(isCanonical)) throw new TokenRefused('form');
  return token;
}

/** Decoders ignore the unused bits at the end of a part; two texts must not be the same token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
