import type { FastifyInstance } from 'fastify';
import { notFound } from '../http/api-error.js';
import { asService } from '../http/caller.js';
import { pathPart, resource } from '../http/resource.js';
import type { World } from '../world.js';
import { expireIdle } from './wizard.js';
import { toSessionWire } from './wizard-session.wire.js';

/** `/v1/sessions/{transaction}`: for the API key. */
export function wizardSessionRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/sessions/:transaction', {
    GET: asService((request) => {
      const wanted = pathPart(request, 'transaction');
      const [session] = world.sessions.newestFirst(({ transaction }) => transaction === wanted);
      if (session === undefined) throw notFound();
      expireIdle(world, session);
      return toSessionWire(session);
    }),
  });
}
