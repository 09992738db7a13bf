import type { FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { BankUser } from '../bank-user/bank-user.js';
import type { World } from '../world.js';
import { ApiError } from './api-error.js';
import type { Handler } from './resource.js';

/** The one API key of the test bank. */
export const apiKey = 'testbank';

/** Requires the API key; a bank user's token is rejected. */
export function withApiKey(handler: Handler): Handler {
  return (request, reply) => {
    if (!isApiKey(passwordOf(request))) throw unauthenticated();
    return handler(request, reply);
  };
}

/** Requires a bank user's access token; the API key is rejected. */
export function withUserToken(
  world: World,
  handler: (user: BankUser, request: FastifyRequest, reply: FastifyReply) => unknown,
): Handler {
  return (request, reply) => {
    const user = userOf(world, passwordOf(request));
    if (user === undefined) throw unauthenticated();
    return handler(user, request, reply);
  };
}

/** The sender, for the request log: never the secret itself. */
export function callerOf(world: World, request: FastifyRequest): string {
  const password = passwordOf(request);
  if (isApiKey(password)) return 'api-key';
  return userOf(world, password)?.id ?? 'nobody';
}

function userOf(world: World, password: string | undefined): BankUser | undefined {
  const token = password === undefined ? undefined : world.tokens.valid(password, world.clock.now());
  return token && world.users.get(token.userId);
}

/** HTTP Basic with the user name `api`; the password is the key or the token. */
function passwordOf(request: FastifyRequest): string | undefined {
  const [scheme, credentials] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || credentials === undefined) return undefined;
  const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return name === 'api' && password !== '' ? password : undefined;
}

function isApiKey(password: string | undefined): boolean {
  const given = Buffer.from(password ?? '');
  const key = Buffer.from(apiKey);
  return given.length === key.length && timingSafeEqual(given, key);
}

function unauthenticated(): ApiError {
  return new ApiError(401, 'Unauthenticated.');
}
