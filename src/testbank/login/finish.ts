import type { BankUser } from '../bank-user/bank-user.js';
import { berlinDate, addDays } from '../calendar.js';
import { consentDays, type BankConnection, connectionNews } from '../connection/connection.js';
import { renew } from '../connection/sync.js';
import { accountsAtBank } from '../people/at-bank.js';
import { openAccount } from '../people/open-account.js';
import { freshId, freshSecret } from '../random.js';
import type { World } from '../world.js';
import { finishScreen } from './screens/finish.js';
import type { WizardSession } from './session.js';

/** How far a bank's history reaches, and how much of it is imported by default. */
const historyDays = 730;
const usualDays = 90;

/** Completes a login: creates a connection with its accounts, or renews one. */
export function finish(world: World, session: WizardSession, user: BankUser): BankConnection | undefined {
  const known = session.connectionId === null ? undefined : world.connections.get(session.connectionId);
  if (known) {
    if (known.credentialShare !== undefined) known.credentialShare = freshSecret();
    renew(world, known);
  }
  const connection = known ?? connect(world, session, user);
  session.finished = true;
  session.step = finishScreen.name;
  session.connectionId = connection?.id ?? null;
  return connection;
}

function connect(world: World, session: WizardSession, user: BankUser): BankConnection | undefined {
  const { bank, request, transaction } = session;
  if (bank === undefined) return undefined;
  const now = world.clock.now();
  const { syncMode, limitDays } = request;
  const connection = world.connections.add({
    id: freshId(),
    userId: user.id,
    transaction,
    bank,
    createdAt: now,
    agreedMode: syncMode,
    syncMode,
    syncActive: syncMode === 'full',
    syncMessage: '',
    failures: 0,
    lastSynced: now,
    consentUntil: addDays(berlinDate(now), consentDays),
    askedAt: [],
    syncs: 0,
    ...(limitDays !== undefined && { limitDays }),
    ...(syncMode === 'shared' && { credentialShare: freshSecret() }),
  });
  openAccounts(world, session, user, connection);
  world.publish(connectionNews(connection, 'created', world.forms));
  return connection;
}

/** All entries are new. */
function openAccounts(world: World, session: WizardSession, user: BankUser, connection: BankConnection): void {
  const { bank } = connection;
  const { days, limitDays } = session.request;
  const now = world.clock.now();
  const today = berlinDate(now);
  const imported = Math.min(days ?? usualDays, limitDays ?? historyDays, historyDays);
  const firstDay = addDays(today, 1 - imported);
  accountsAtBank(bank, user.id, user.name).forEach((plan, index) => {
    if (session.picked && !session.picked.includes(index)) return;
    openAccount(world, plan, {
      id: freshId(),
      user,
      bank,
      connectionId: connection.id,
      createdAt: now,
      readAt: now,
      drafts: plan.story(firstDay, today),
      newAfter: addDays(firstDay, -1),
      days: days ?? null,
    });
  });
}
