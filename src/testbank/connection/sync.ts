import { refresh } from '../account/refresh.js';
import { addDays, berlinDate } from '../calendar.js';
import { day } from '../clock.js';
import { ApiError, invalid } from '../http/api-error.js';
import { openRenewal } from '../login/open.js';
import type { WizardSession } from '../login/session.js';
import type { ForcedFailure, World } from '../world.js';
import { connectionNews, consentDays, isDisabled, type BankConnection } from './connection.js';

export interface SyncRequest {
  /** The caller's half of the credentials, which mode shared asks for. */
  readonly credentials?: string;
  /** Retries although the last sync failed. */
  readonly force: boolean;
}

/** Starts a sync in the background, or opens the login that it needs. */
export function requestSync(world: World, connection: BankConnection, request: SyncRequest): WizardSession | undefined {
  refuseDisabled(connection);
  if (connection.failures > 0 && !request.force) {
    throw new ApiError(409, 'The last sync of this bank connection failed. Use force to try again.');
  }
  if (connection.syncMode === 'none') return openRenewal(world, connection, 'sync');
  if (connection.syncMode === 'shared' && request.credentials !== connection.credentialShare) {
    throw invalid('credentials', request.credentials === undefined ? 'field is required.' : 'are not valid.');
  }
  runInBackground(world, connection);
  return undefined;
}

/** A new login, whatever the mode. */
export function requestReset(world: World, connection: BankConnection): WizardSession {
  refuseDisabled(connection);
  return openRenewal(world, connection, 'reset');
}

function refuseDisabled(connection: BankConnection): void {
  if (isDisabled(connection)) {
    throw new ApiError(403, 'This bank connection is disabled after 3 failed syncs. Delete it and create a new one.');
  }
}

/** No effect while a sync is running. */
function runInBackground(world: World, connection: BankConnection): void {
  if (world.syncing.has(connection.id)) return;
  refuseAskedTooOften(world, connection);
  world.syncing.add(connection.id);
  world.background.after(world.settings.syncDelay, () => {
    world.syncing.delete(connection.id);
    if (world.connections.get(connection.id) === connection) sync(world, connection, world.clock.now());
  });
}

/** Banks count requests themselves. XS2A does not know whether the user is present, so all syncs count. */
function refuseAskedTooOften(world: World, connection: BankConnection): void {
  const { unattendedSyncs: most } = world.settings;
  if (most === null) return;
  if (askedWithinADay(connection, world.clock.now()).length < most) return;
  throw new ApiError(429, 'The bank was asked too often without the user within a day.');
}

function askedWithinADay({ askedAt }: BankConnection, now: Date): Date[] {
  return askedAt.filter((time) => time.getTime() > now.getTime() - day);
}

/** Logs in at the bank with the stored credentials. */
function sync(world: World, connection: BankConnection, now: Date, daily = false): void {
  connection.askedAt = [...askedWithinADay(connection, now), now];
  const failure = failureOf(world, connection, now);
  if (failure) recordFailure(world, connection, failure);
  else recordSuccess(world, connection, now, daily);
}

function failureOf(world: World, connection: BankConnection, now: Date): ForcedFailure | undefined {
  const forced = world.forcedFailures.get(connection.id);
  world.forcedFailures.delete(connection.id);
  if (forced) return forced;
  if (connection.bank.login === 'down') return { message: 'init_failed', fallBack: false };
  const { consentUntil } = connection;
  if (consentUntil !== undefined && consentUntil < berlinDate(now))
    return { message: 'consent_invalid', fallBack: true };
  return undefined;
}

/** After a failure, XS2A does not sync by itself any more; without credentials, a login is needed. */
export function recordFailure(world: World, connection: BankConnection, failure: ForcedFailure): void {
  connection.failures += 1;
  connection.syncMessage = failure.message;
  connection.syncActive = false;
  if (failure.fallBack && connection.syncMode === 'full') connection.syncMode = 'none';
  world.publish(connectionNews(connection, 'sync_failed', world.forms));
}

/** @param daily whether XS2A has synced every day up to now */
export function recordSuccess(world: World, connection: BankConnection, now: Date, daily = false): void {
  const { limitDays } = connection;
  connection.syncs += 1;
  for (const account of world.accounts.all()) {
    if (account.connectionId === connection.id) refresh(account, now, connection.syncs, { limitDays, daily });
  }
  connection.lastSynced = now;
  connection.failures = 0;
  connection.syncMessage = '';
  connection.syncActive = connection.syncMode === 'full';
  world.publish(connectionNews(connection, 'synced', world.forms));
}

/** The effects of a finished login: the agreed mode, and another 90 days of consent. */
export function renew(world: World, connection: BankConnection): void {
  const now = world.clock.now();
  connection.syncMode = connection.agreedMode;
  connection.consentUntil = addDays(berlinDate(now), consentDays);
  recordSuccess(world, connection, now);
  world.publish(connectionNews(connection, 'updated', world.forms));
}

/**
 * The syncs of mode full that XS2A would have made by itself, once a day. They are made up for when somebody looks:
 * after days without a request, the first of them in one go and the last one by itself, so that only its entries are new.
 */
export function catchUp(world: World): void {
  const now = world.clock.now();
  for (const connection of world.connections.all()) {
    for (const time of missedSyncs(connection, now)) if (runsByItself(connection)) sync(world, connection, time, true);
  }
}

function runsByItself(connection: BankConnection): boolean {
  return connection.syncMode === 'full' && connection.syncActive && !isDisabled(connection);
}

function missedSyncs({ lastSynced, consentUntil }: BankConnection, now: Date): Date[] {
  const start = lastSynced?.getTime() ?? now.getTime();
  const missed = Math.floor((now.getTime() - start) / day);
  const inTime = Array.from({ length: missed }, (_, index) => new Date(start + (index + 1) * day));
  const allowed = inTime.filter((time) => consentUntil === undefined || berlinDate(time) <= consentUntil);
  // The one after the consent's end fails, and nothing runs by itself any more.
  return [...allowed.slice(-2), ...inTime.slice(allowed.length, allowed.length + 1)];
}
