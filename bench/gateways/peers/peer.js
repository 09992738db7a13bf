import { webcrypto } from 'node:crypto';
import { jwtVerify } from 'jose';
import { openUpstream } from './bank.js';

/** What every peer is started with, and what it says when it listens. */
export const upstream = openUpstream(process.env.UPSTREAM_URL);
export const port = Number(process.env.PORT);

const hs256 = { name: 'HMAC', hash: 'SHA-256' };
const secret = Buffer.from(process.env.AUTH_JWT_SECRET);
const key = await webcrypto.subtle.importKey('raw', secret, hs256, false, ['verify']);

/** The caller is verified as any gateway has to; XS2A's access token of the bank user is there already. */
export async function accessTokenFor(authorization = '') {
  const { payload } = await jwtVerify(authorization.replace(/^Bearer /, ''), key, { algorithms: ['HS256'] });
  return `token-${payload.bank_user_id}`;
}

process.on('disconnect', () => process.exit(0));
