import type { FastifyInstance } from 'fastify';
import type { BankUser } from '../bank-user/bank-user.js';
import { notFound } from '../http/api-error.js';
import { withUserToken } from '../http/caller.js';
import { answerPage } from '../http/page.js';
import { deleted, pathPart, resource } from '../http/resource.js';
import type { World } from '../world.js';
import { type Account, toAccountWire, toBalanceWire } from './account.js';

/** `/v1/api/accounts`: for the bank user's token. */
export function accountRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/api/accounts', {
    GET: withUserToken(world, (user, request) => {
      const accounts = world.accounts.newestFirst(({ userId }) => userId === user.id);
      return answerPage(world, request, accounts, toAccountWire);
    }),
  });
  resource(app, '/v1/api/accounts/:account_id', {
    GET: withUserToken(world, (user, request) =>
      toAccountWire(findAccount(world, user, pathPart(request, 'account_id')), world.forms),
    ),
    DELETE: withUserToken(world, (user, request) => {
      world.accounts.delete(findAccount(world, user, pathPart(request, 'account_id')).id);
      return deleted();
    }),
  });
  resource(app, '/v1/api/accounts/:account_id/balance', {
    GET: withUserToken(world, (user, request) =>
      toBalanceWire(findAccount(world, user, pathPart(request, 'account_id')), world.forms),
    ),
  });
}

/** The bank user's own account; those of others are treated as missing. */
export function findAccount(world: World, user: BankUser, id: string): Account {
  const account = world.accounts.get(id);
  if (account?.userId !== user.id) throw notFound();
  return account;
}
