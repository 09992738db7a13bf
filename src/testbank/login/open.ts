import type { Bank } from '../bank/bank.js';
import type { BankConnection, BankConnectionRequest } from '../connection/connection.js';
import { freshId, freshSecret } from '../random.js';
import type { World } from '../world.js';
import { sessionNews } from './login.wire.js';
import { firstScreen } from './route.js';
import type { WizardSession } from './session.js';
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

/** Begins the login that a sync or a reset of a connection needs. */
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

/** The response to the creation of a connection, a sync or a reset (SessionResponse). */
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
    step: firstScreen(opening.bank).name,
    finished: false,
    over: false,
    lastError: '',
    turns: 0,
    picked: null,
    memories: new Map(),
  });
  world.publish(sessionNews(session, 'created', world.forms));
  return session;
}
