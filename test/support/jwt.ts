import { createHmac } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * A JWT signed with HMAC, made by hand: it owes nothing to the gateway's own library, and signs what that would refuse to.
 * Text stands for itself, such as JSON with a member twice.
 */
export function sign(
  claims: unknown,
  secret: string | Buffer,
  header: unknown = { alg: 'HS256', typ: 'JWT' },
  hash = 'sha256',
): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${createHmac(hash, secret).update(content).digest('base64url')}`;
}

/** Without any signature, for those who would accept that. */
export function unsigned(claims: Claims): string {
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

/** The token of a bank user, by XS2A's id; good for an hour. */
export function bankUserToken(bankUserId: string, secret: string): string {
  return sign({ sub: `sub of ${bankUserId}`, bank_user_id: bankUserId, exp: secondsFromNow(3_600) }, secret);
}

/** The token of a service that may do everything; good for an hour. */
export function serviceToken(secret: string): string {
  return sign({ sub: 'a service', scope: 'xs2a:service', exp: secondsFromNow(3_600) }, secret);
}

/** Seconds since 1970, so many from now. */
export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

/** One segment of it. */
export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
