import { TokenRefused } from './token-refused.js';

/** In characters. Node accepts 16 KB for all headers together. */
const MAX_HEADER = 12_288;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** @throws TokenRefused when there are several */
export function onlyHeader(headers: string | readonly string[] | undefined): string | undefined {
  if (headers === undefined || typeof headers === 'string') return headers;
  if (headers.length > 1) throw new TokenRefused('header');
  return headers[0];
}

/**
 * The token of an Authorization header, in the form of a JWS with three parts; its content is not verified.
 *
 * @throws TokenRefused when it is malformed
 */
export function bearerTokenOf(header: string): string {
  if (header.length > MAX_HEADER) throw new TokenRefused('header');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new TokenRefused('header');
  if (!token.split('.').every(isCanonical)) throw new TokenRefused('form');
  return token;
}

/** Base64url decoders ignore unused bits at the end of a part, but two texts must not be the same token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
