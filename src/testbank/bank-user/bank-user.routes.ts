import type { FastifyInstance } from 'fastify';
import { invalid, notFound } from '../http/api-error.js';
import { withApiKey } from '../http/caller.js';
import { Input } from '../http/input.js';
import { answerPage } from '../http/page.js';
import { deleted, pathPart, resource } from '../http/resource.js';
import { freshId } from '../random.js';
import type { World } from '../world.js';
import { type BankUser, toBankUserWire } from './bank-user.js';

/** `/v1/api/users`: for the API key. */
export function bankUserRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/api/users', {
    GET: withApiKey((request) => answerPage(world, request, world.users.newestFirst(), toBankUserWire)),
    PUT: withApiKey((request, reply) => {
      void reply.status(201);
      return toBankUserWire(createBankUser(world, Input.of(request)));
    }),
  });
  resource(app, '/v1/api/users/:user_id', {
    GET: withApiKey((request) => toBankUserWire(findBankUser(world, pathPart(request, 'user_id')))),
    DELETE: withApiKey((request) => {
      deleteBankUser(world, findBankUser(world, pathPart(request, 'user_id')));
      return deleted();
    }),
  });
}

export function findBankUser(world: World, id: string): BankUser {
  const user = world.users.get(id);
  if (user === undefined) throw notFound();
  return user;
}

function createBankUser(world: World, input: Input): BankUser {
  const name = input.requiredText('name', { max: 255 });
  const email = input.requiredText('email', { max: 255 });
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('email', 'must be a valid email address.');
  return world.users.add({ id: freshId(), name, email, createdAt: world.clock.now() });
}

/** Deletes everything that belongs to the bank user. */
function deleteBankUser(world: World, user: BankUser): void {
  for (const owned of [world.tokens, world.sessions, world.connections, world.accounts]) {
    for (const { id } of owned.newestFirst((thing: { userId: string }) => thing.userId === user.id)) owned.delete(id);
  }
  world.users.delete(user.id);
}
