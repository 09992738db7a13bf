import type { FastifyInstance } from 'fastify';
import { accountTypes, type Account } from '../account/account.js';
import { berlinDate, isDay } from '../calendar.js';
import { invalid, notFound } from '../http/api-error.js';
import { fieldsOf, Input, required } from '../http/input.js';
import { done, pathPart, resource } from '../http/resource.js';
import { minorDigits } from '../quirks.js';
import { toTurnovers, type Draft, newestDayFirst } from '../turnover/turnover.js';
import type { World } from '../world.js';
import { buildShape, type Shape } from './shapes.js';

/** `/_testbank/people`, `…/accounts/{id}/turnovers`, `…/connections/{id}/failure`, `…/tokens/expire`, `…/settle`. */
export function worldRoutes(app: FastifyInstance, world: World, prefix: string): void {
  resource(app, `${prefix}/people`, {
    POST: (request) => buildShape(world, Input.whole(fieldsOf(request), readShape)),
  });
  resource(app, `${prefix}/accounts/:account_id/turnovers`, {
    POST: (request) => {
      const account = world.accounts.get(pathPart(request, 'account_id'));
      if (account === undefined) throw notFound();
      const rows = Input.whole(fieldsOf(request), (input) => required('turnovers', input.list('turnovers')));
      addTurnovers(world, account, rows);
      return done();
    },
  });
  resource(app, `${prefix}/connections/:connection_id/failure`, {
    POST: (request) => {
      const connection = world.connections.get(pathPart(request, 'connection_id'));
      if (connection === undefined) throw notFound();
      const failure = Input.whole(fieldsOf(request), (input) => ({
        message: input.text('message') ?? 'login_failed',
        fallBack: input.flag('fallBack') ?? false,
      }));
      world.forcedFailures.set(connection.id, failure);
      return done();
    },
  });
  resource(app, `${prefix}/tokens/expire`, {
    POST: () => {
      world.tokens.expireAll(world.clock.now());
      return done();
    },
  });
  resource(app, `${prefix}/settle`, {
    POST: () => {
      world.background.settle();
      return done();
    },
  });
}

function readShape(input: Input): Shape {
  const count = (name: string, fallback: number, to: number) => Math.floor(input.number(name, { to }) ?? fallback);
  const consentIn = input.value('consentIn');
  return {
    name: input.text('name') ?? 'Paula Probe',
    connections: count('connections', 1, 1000),
    accounts: count('accounts', 1, 10_000),
    turnovers: count('turnovers', 10, 1_000_000),
    days: count('days', 730, 10_000),
    turnoverIds: input.word('turnoverIds', ['none', 'xs2a', 'bank', 'bank-repeating']) ?? 'none',
    currency: input.text('currency') ?? 'EUR',
    type: input.word('type', accountTypes) ?? 'giro',
    syncMode: input.word('syncMode', ['full', 'shared', 'none']) ?? 'full',
    failures: count('failures', 0, 10),
    consentIn: consentIn === null ? null : (input.number('consentIn', { from: -10_000, to: 10_000 }) ?? 60),
    syncedAgo: input.value('syncedAgo') === null ? null : (input.number('syncedAgo') ?? 6 * 3600),
  };
}

/** Added as if the bank had booked them since: new, and part of the balance unless prebooked or canceled. */
function addTurnovers(world: World, account: Account, rows: readonly unknown[]): void {
  const drafts = rows.map((row) => Input.whole(row, (input) => readDraft(world, account, input), 'turnovers'));
  const taken = (date: string) => account.turnovers.filter(({ bookingDate }) => bookingDate === date).length;
  const added = toTurnovers(account, drafts, true, taken);
  account.turnovers = [...added, ...account.turnovers].sort(newestDayFirst);
}

function readDraft(world: World, account: Account, input: Input): Draft {
  const date = input.text('bookingDate') ?? berlinDate(world.clock.now());
  if (!isDay(date)) throw invalid('bookingDate', 'must be a day.');
  const amount = required('amount', input.number('amount', { from: -1e12, to: 1e12 }));
  return {
    date,
    minor: Math.round(amount * 10 ** minorDigits(account.currency)),
    purpose: input.texts('purpose') ?? ['Testbuchung'],
    holder: input.text('counterHolder') ?? 'Tilda Testfreund',
    tags: input.texts('tags') ?? [],
    category: input.text('categoryId') ?? 'K.1.1.1',
    prebooked: input.flag('prebooked') ?? false,
    canceled: input.flag('canceled') ?? false,
  };
}
