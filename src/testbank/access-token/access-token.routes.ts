import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findBankUser } from '../bank-user/bank-user.routes.js';
import { readTime } from '../calendar.js';
import { invalid, notFound } from '../http/api-error.js';
import { withApiKey } from '../http/caller.js';
import { fieldsOf, type Fields } from '../http/input.js';
import { answerPage } from '../http/page.js';
import { deleted, pathPart, resource } from '../http/resource.js';
import { freshId, freshSecret } from '../random.js';
import type { World } from '../world.js';
import { endOfToken, type AccessToken, toAccessTokenWire } from './access-token.js';

/** `/v1/api/users/{user_id}/accesstokens`: for the API key. */
export function accessTokenRoutes(app: FastifyInstance, world: World): void {
  const userOf = (request: FastifyRequest) => findBankUser(world, pathPart(request, 'user_id'));
  resource(app, '/v1/api/users/:user_id/accesstokens', {
    GET: withApiKey((request) => {
      const user = userOf(request);
      const tokens = world.tokens.newestFirst(({ userId }) => userId === user.id);
      return answerPage(world, request, tokens, toAccessTokenWire);
    }),
    PUT: withApiKey((request) => toAccessTokenWire(create(world, userOf(request).id, fieldsOf(request)))),
  });
  resource(app, '/v1/api/users/:user_id/accesstokens/:token_id', {
    GET: withApiKey((request) => toAccessTokenWire(find(world, userOf(request).id, request))),
    PATCH: withApiKey((request) => {
      const token = find(world, userOf(request).id, request);
      return toAccessTokenWire(Object.assign(token, lifetime(world, fieldsOf(request))));
    }),
    DELETE: withApiKey((request) => {
      world.tokens.delete(find(world, userOf(request).id, request).id);
      return deleted();
    }),
  });
}

function create(world: World, userId: string, fields: Fields): AccessToken {
  const { validUntil, endsAt } = lifetime(world, fields);
  const createdAt = world.clock.now();
  return world.tokens.add({ id: freshId(), userId, token: freshSecret(), createdAt, validUntil, endsAt });
}

function find(world: World, userId: string, request: FastifyRequest): AccessToken {
  const token = world.tokens.get(pathPart(request, 'token_id'));
  if (token?.userId !== userId) throw notFound();
  return token;
}

/** An end in the past is rejected: the token would be useless, as when UTC is sent for German time. */
function lifetime(world: World, fields: Fields): Pick<AccessToken, 'validUntil' | 'endsAt'> {
  const validUntil = fields.valid_until;
  const asked = typeof validUntil === 'string' ? readTime(validUntil) : undefined;
  if (typeof validUntil !== 'string' || asked === undefined) {
    throw invalid('valid_until', 'does not match the format Y-m-d H:i:s.');
  }
  const now = world.clock.now();
  if (asked.getTime() <= now.getTime()) throw invalid('valid_until', 'must be a date after now.');
  return { validUntil, endsAt: endOfToken(now, asked) };
}
