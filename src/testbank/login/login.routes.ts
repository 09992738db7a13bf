import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BankUser } from '../bank-user/bank-user.js';
import { invalid, notFound } from '../http/api-error.js';
import { withUserToken, withApiKey } from '../http/caller.js';
import { fieldsOf, type Fields } from '../http/input.js';
import { addressOf } from '../http/page.js';
import { pathPart, resource } from '../http/resource.js';
import type { World } from '../world.js';
import { expireIdle, isSubmission, takeTurn } from './login.js';
import { toSessionOverWire, toWizardWire, toSessionWire } from './login.wire.js';
import { arrive, bankPagePath } from './screens/redirect.js';
import type { WizardSession } from './session.js';

/** `/v1/api/wizard`: for the bank user's token. */
export function wizardRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/api/wizard', {
    POST: withUserToken(world, async (user, request) => {
      const fields = fieldsOf(request);
      const session = findSession(world, user, fields);
      if (session.bank?.isSlow === true && isSubmission(fields))
        await sleep(world.settings.slowStep, undefined, { ref: false });
      expireIdle(world, session);
      if (session.finished) return toSessionOverWire(session, 'finished');
      if (session.over) return toSessionOverWire(session, overBy(session));
      const outcome = takeTurn(world, user, session, fields);
      return toWizardWire(world, session, outcome, addressOf(request).origin);
    }),
  });
  app.get(`${bankPagePath}/:ticket`, (request, reply) => showBankPage(world, request, reply));
}

function findSession(world: World, user: BankUser, { key }: Fields): WizardSession {
  if (typeof key !== 'string' || key === '') throw invalid('key', 'field is required.');
  const [session] = world.sessions.newestFirst((candidate) => candidate.key === key);
  if (session?.userId !== user.id) throw notFound();
  return session;
}

function overBy({ lastError }: WizardSession): 'session_expired' | 'client_aborted' | 'tech_error' {
  return lastError === 'session_expired' || lastError === 'client_aborted' ? lastError : 'tech_error';
}

const page =
  '<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  // Without an icon, browsers look for one that is not there.
  '<title>Testbank</title><link rel="icon" href="data:,"><h1>Anmeldung erfolgreich / Logged in</h1>' +
  '<p>Sie können diese Seite schließen. / You can close this page.</p></html>';

/** The bank's own login page; opening it is the login. */
function showBankPage(world: World, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ticket = pathPart(request, 'ticket');
  if (!arrive(world, ticket)) throw notFound();
  return reply.type('text/html; charset=utf-8').send(page);
}

/** `/v1/sessions/{transaction}`: for the API key. */
export function wizardSessionRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/sessions/:transaction', {
    GET: withApiKey((request) => {
      const wanted = pathPart(request, 'transaction');
      const [session] = world.sessions.newestFirst(({ transaction }) => transaction === wanted);
      if (session === undefined) throw notFound();
      expireIdle(world, session);
      return toSessionWire(session, world.forms);
    }),
  });
}
