import type { FastifyInstance } from 'fastify';
import { toAccountWire } from '../account/account.js';
import type { BankUser } from '../bank-user/bank-user.js';
import { findBankByBic } from '../bank/directory.js';
import { notFound } from '../http/api-error.js';
import { withUserToken } from '../http/caller.js';
import { Input } from '../http/input.js';
import { answerPage } from '../http/page.js';
import { deleted, pathPart, resource } from '../http/resource.js';
import { openCreation, toSessionResponse } from '../login/open.js';
import type { World } from '../world.js';
import { type BankConnection, connectionNews, readConnectionRequest, toConnectionWire } from './connection.js';
import { requestReset, requestSync, type SyncRequest } from './sync.js';

/** `/v1/api/connections`: for the bank user's token. */
export function bankConnectionRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/api/connections', {
    GET: withUserToken(world, (user, request) => {
      const connections = world.connections.newestFirst(({ userId }) => userId === user.id);
      return answerPage(world, request, connections, toConnectionWire);
    }),
    PUT: withUserToken(world, (user, request) => {
      const asked = readConnectionRequest(Input.of(request));
      const bank = asked.bic === undefined ? undefined : findBankByBic(asked.bic);
      return toSessionResponse(openCreation(world, user.id, asked, bank));
    }),
  });
  resource(app, '/v1/api/connections/:connection_id', {
    GET: withUserToken(world, (user, request) =>
      toConnectionWire(findConnection(world, user, pathPart(request, 'connection_id')), world.forms),
    ),
    DELETE: withUserToken(world, (user, request) => {
      deleteConnection(world, findConnection(world, user, pathPart(request, 'connection_id')));
      return deleted();
    }),
  });
  resource(app, '/v1/api/connections/:connection_id/accounts', {
    GET: withUserToken(world, (user, request) => {
      const { id } = findConnection(world, user, pathPart(request, 'connection_id'));
      const accounts = world.accounts.newestFirst(({ connectionId }) => connectionId === id);
      return answerPage(world, request, accounts, toAccountWire);
    }),
  });
  loginRoutes(app, world);
}

/** The actions that start a bank login. */
function loginRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/api/connections/:connection_id/sync', {
    POST: withUserToken(world, (user, request, reply) => {
      const connection = findConnection(world, user, pathPart(request, 'connection_id'));
      const session = requestSync(world, connection, readSyncRequest(Input.of(request)));
      return session ? reply.status(202).send(toSessionResponse(session)) : reply.status(204).send();
    }),
  });
  resource(app, '/v1/api/connections/:connection_id/reset', {
    POST: withUserToken(world, (user, request, reply) => {
      const connection = findConnection(world, user, pathPart(request, 'connection_id'));
      return reply.status(202).send(toSessionResponse(requestReset(world, connection)));
    }),
  });
}

/** The bank user's own connection, by its id or by the transaction in the response that created it. */
export function findConnection(world: World, user: BankUser, idOrTransaction: string): BankConnection {
  const connection =
    world.connections.get(idOrTransaction) ??
    world.connections.all().find(({ transaction }) => transaction === idOrTransaction);
  if (connection?.userId !== user.id) throw notFound();
  return connection;
}

/** Keeps its accounts. */
function deleteConnection(world: World, connection: BankConnection): void {
  world.connections.delete(connection.id);
  for (const account of world.accounts.all()) {
    if (account.connectionId === connection.id) account.connectionId = null;
  }
  world.publish(connectionNews(connection, 'deleted', world.forms));
}

function readSyncRequest(input: Input): SyncRequest {
  const credentials = input.text('credentials');
  return {
    force: [true, 1, '1', 'true'].some((yes) => yes === input.value('force')),
    ...(credentials && { credentials }),
  };
}
