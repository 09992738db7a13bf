import type { Bank } from '../bank/bank.js';
import type { BankConnection, BankConnectionRequest } from '../connection/connection.js';
import { freshId, freshSecret } from '../random.js';
import type { World } from '../world.js';
import { sessionNews } from './login.wire.js';
import { firstStep } from './route.js';
import type { WizardProgress, WizardSession } from './session.js';
import { isLanguage } from './texts.js';

/** Begins the login that creates a connection; the first screen asks for the bank unless it is known. */
export function openCreation(
  world: World,
  userId: string,
  request: BankConnectionRequest,
  bank: Bank | undefined,
): WizardSession {
  return open(world, { userId, request, purpose: 'create', connectionId: null, ...(bank && { bank }) });
}

/** Begins the login that a sync or a reset of a connection asks of the person. */
export function openRenewal(world: World, connection: BankConnection, purpose: 'sync' | 'reset'): WizardSession {
  const { userId, bank, agreedMode, limitDays, id: connectionId } = connection;
  const request: BankConnectionRequest = {
    syncMode: agreedMode,
    accountSelection: 'all',
    language: 'de',
    ...(limitDays !== undefined && { limitDays }),
  };
  return open(world, { userId, request, purpose, connectionId, bank });
}

/** What the creation of a connection, a sync and a reset answer with (SessionResponse). */
export function toSessionResponse(session: WizardSession): Record<string, unknown> {
  return { wizard_session_key: session.key, transaction: session.transaction };
}

type Opening = Pick<WizardSession, 'userId' | 'request' | 'purpose' | 'connectionId'> & { bank?: Bank };

function open(world: World, opening: Opening): WizardSession {
  const now = world.clock.now();
  const { language } = opening.request;
  const session = world.sessions.add({
    ...opening,
    id: freshId(),
    transaction: freshId(),
    key: freshSecret(),
    createdAt: now,
    touchedAt: now,
    language: isLanguage(language) ? language : 'de',
    step: opening.bank ? firstStep(opening.bank) : 'bank',
    finished: false,
    over: false,
    lastError: '',
    progress: nothingYet(),
  });
  world.publish(sessionNews(session, 'created'));
  return session;
}

function nothingYet(): WizardProgress {
  return {
    turns: 0,
    wrongLogins: 0,
    wrongTans: 0,
    polls: 0,
    ticket: null,
    returned: false,
    userName: '',
    tab: 0,
    tanMethod: 0,
    showcase: null,
    picked: null,
  };
}
