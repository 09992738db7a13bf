import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '../account/account.js';
import { findAccount } from '../account/account.routes.js';
import { isDay, type Day } from '../calendar.js';
import { invalid, notFound } from '../http/api-error.js';
import { withUserToken } from '../http/caller.js';
import { addressOf } from '../http/page.js';
import { done, pathPart, resource } from '../http/resource.js';
import type { Forms } from '../quirks.js';
import type { World } from '../world.js';
import { listTurnovers, type TurnoverFilter, writeTurnovers, type WrittenTurnovers } from './turnover.list.js';

/** `/v1/api/accounts/{account_id}/turnovers` and markAsSeen: for the bank user's token. */
export function turnoverRoutes(app: FastifyInstance, world: World): void {
  const written = new WeakMap<Forms, WrittenTurnovers>();
  resource(app, '/v1/api/accounts/:account_id/turnovers', {
    GET: withUserToken(world, (user, request, reply) => {
      const account = findAccount(world, user, pathPart(request, 'account_id'));
      world.turnoverAnswers += 1;
      const turnovers = listTurnovers(account, readFilter(request), `${world.seed}.${world.turnoverAnswers}`);
      const { forms } = world;
      const rows = written.get(forms) ?? new WeakMap();
      written.set(forms, rows);
      return reply.type('application/json').send(writeTurnovers(account, turnovers, forms, rows));
    }),
  });
  resource(app, '/v1/api/accounts/:account_id/markAsSeen', {
    POST: withUserToken(world, (user, request) => {
      markAsSeen(findAccount(world, user, pathPart(request, 'account_id')));
      return done();
    }),
  });
  resource(app, '/v1/api/accounts/:account_id/markAsSeen/:up_to', {
    POST: withUserToken(world, (user, request) => {
      const upTo = pathPart(request, 'up_to');
      const account = findAccount(world, user, pathPart(request, 'account_id'));
      if (!isDay(upTo)) throw notFound();
      markAsSeen(account, upTo);
      return done();
    }),
  });
}

/** Takes `new` off, up to a day or everywhere. */
function markAsSeen(account: Account, upTo: Day = '9999-12-31'): void {
  account.turnovers = account.turnovers.map((turnover) =>
    turnover.isNew && turnover.bookingDate <= upTo ? { ...turnover, isNew: false } : turnover,
  );
}

function readFilter(request: FastifyRequest): TurnoverFilter {
  const query = addressOf(request).searchParams;
  const from = readDay(query, 'from');
  const to = readDay(query, 'to');
  const onlyNew = readFlag(query, 'only_new') || readFlag(query, 'onlyNew');
  return { ...(from && { from }), ...(to && { to }), onlyNew };
}

/** 0 and 1 as in the vendor's Node SDK (`only_new`), true and false as in its Java SDK (`onlyNew`); empty is false. */
function readFlag(query: URLSearchParams, name: 'only_new' | 'onlyNew'): boolean {
  const value = query.get(name) ?? '';
  if (!['', '0', '1', 'true', 'false'].includes(value)) throw invalid(name, 'must be true or false.');
  return ['1', 'true'].includes(value);
}

/** Empty is no bound. */
function readDay(query: URLSearchParams, name: string): Day | undefined {
  const value = query.get(name) ?? '';
  if (value === '') return undefined;
  if (!isDay(value)) throw invalid(name, 'does not match the format Y-m-d.');
  return value;
}
