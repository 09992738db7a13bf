import type { BankUser } from '../bank-user/bank-user.js';
import { isDisabled } from '../connection/connection.js';
import { recordFailure } from '../connection/sync.js';
import { ApiError, invalid } from '../http/api-error.js';
import type { Fields } from '../http/input.js';
import type { World } from '../world.js';
import { finish } from './finish.js';
import { sessionNews } from './login.wire.js';
import { firstScreen, route, screenAfter, screenOf } from './route.js';
import { over, stay, type Outcome, type Screen, type Turn } from './screen.js';
import { finishScreen } from './screens/finish.js';
import { switchTabs } from './screens/login.js';
import type { WizardSession } from './session.js';
import { isLanguage, textsIn } from './texts.js';

export const wizardActions = ['back', 'switch-login-tabs', 'poll', 'change-language', 'abort'] as const;
export type WizardAction = (typeof wizardActions)[number];

/** Processes one request of an open login. */
export function takeTurn(world: World, user: BankUser, session: WizardSession, fields: Fields): Outcome {
  refuseDisabled(world, session);
  session.touchedAt = world.clock.now();
  session.turns += 1;
  const outcome = isOrphaned(world, session)
    ? over('tech_error')
    : act({ world, session, fields, texts: textsIn(session.language) });
  if (outcome.kind === 'next') goOn(world, user, session);
  if (outcome.kind === 'refused') session.lastError = errorCodeOf(outcome);
  if (outcome.kind === 'over') end(world, session, outcome.code);
  return outcome;
}

/** Ends an idle login. */
export function expireIdle(world: World, session: WizardSession): void {
  const idle = world.clock.now().getTime() - session.touchedAt.getTime();
  if (session.finished || session.over || idle <= world.settings.sessionLife) return;
  end(world, session, 'session_expired');
}

/** Whether the connection to renew has been deleted. */
function isOrphaned(world: World, { connectionId }: WizardSession): boolean {
  return connectionId !== null && world.connections.get(connectionId) === undefined;
}

function refuseDisabled(world: World, { connectionId }: WizardSession): void {
  const connection = connectionId === null ? undefined : world.connections.get(connectionId);
  if (connection && isDisabled(connection)) throw new ApiError(403, 'This bank connection is disabled.');
}

function act(turn: Turn): Outcome {
  const { session, fields } = turn;
  const action = readAction(fields);
  switch (action) {
    case 'abort':
      return over('client_aborted');
    case 'back':
      return goBack(session);
    case 'switch-login-tabs':
      return switchTabs(turn);
    case 'change-language':
      return changeLanguage(session, fields);
    case 'poll':
      return screenOf(session).polls ? screenOf(session).submit(turn) : stay;
    case undefined:
      return isSubmission(fields) && !screenOf(session).polls ? screenOf(session).submit(turn) : stay;
  }
}

/** The key alone requests the form. */
export function isSubmission(fields: Fields): boolean {
  return Object.keys(fields).some((name) => name !== 'key' && name !== 'action');
}

function readAction({ action }: Fields): WizardAction | undefined {
  if (action === undefined || action === null || action === '') return undefined;
  const known = wizardActions.find((candidate) => candidate === action);
  if (known === undefined) throw invalid('action', `must be one of ${wizardActions.join(', ')}.`);
  return known;
}

function changeLanguage(session: WizardSession, { language }: Fields): Outcome {
  if (!isLanguage(language)) throw invalid('language', 'is not one of the known languages.');
  session.language = language;
  return stay;
}

function goBack(session: WizardSession): Outcome {
  if (!screenOf(session).back?.(session)) session.step = screenBefore(session).name;
  return stay;
}

/** Screens off the route, such as the showcase, are reached from the bank's first one. */
function screenBefore(session: WizardSession): Screen {
  const screens = route(session);
  const place = screens.indexOf(screenOf(session));
  return screens[place - 1] ?? (place < 0 ? firstScreen(session.bank) : screenOf(session));
}

function goOn(world: World, user: BankUser, session: WizardSession): void {
  const following = screenAfter(session);
  session.step = following.name;
  if (following !== finishScreen) return;
  finish(world, session, user);
  world.publish(sessionNews(session, 'updated', world.forms));
}

/** Ends the login without success; for a sync, as a failed sync. */
function end(world: World, session: WizardSession, code: string): void {
  session.over = true;
  session.lastError = code;
  world.publish(sessionNews(session, 'updated', world.forms));
  const connection = session.connectionId === null ? undefined : world.connections.get(session.connectionId);
  const given = code === 'client_aborted' || code === 'session_expired';
  if (connection && session.purpose === 'sync' && !given) {
    recordFailure(world, connection, { message: code, fallBack: false });
  }
}

/** An unchecked required checkbox has its own code. */
function errorCodeOf({ code, problems }: Extract<Outcome, { kind: 'refused' }>): string {
  const names = Object.keys(problems);
  return names.length === 1 && names[0] === 'privacy_policy' ? 'pp_not_checked' : code;
}
