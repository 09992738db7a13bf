import { failure, ok, type Answer } from './answer.js';
import { berlinText } from './berlin.js';
import { beginSession, type Connection, type JsonObject, type Person, type World } from './world.js';

interface SyncCall {
  readonly world: World;
  readonly person: Person;
  readonly body: JsonObject;
}

/** Strict where the contract is unsure: what should never have been asked for is refused. */
export function syncConnection(call: SyncCall, connection: Connection): Answer {
  const failures = Number(connection.raw.sync_fail_counter ?? 0);
  const mode = connection.raw.sync_mode;
  const hasShare = typeof call.body.credentials === 'string' && call.body.credentials !== '';
  if (failures >= 3) return failure(403);
  if (failures > 0 && call.body.force !== true) return failure(409);
  if (mode === 'shared' && !hasShare) return failure(422);
  if (mode !== 'full' && mode !== 'shared') return needsPerson(call);
  if (connection.lands === 'at-once') landSync(call.person, connection);
  return ok(undefined, 204);
}

/** The sync ends well: new entries are there, and `last_synced` moves. */
export function landSync(person: Person, connection: Connection): void {
  const now = berlinText(new Date());
  Object.assign(connection.raw, { last_synced: now, sync_fail_counter: 0, sync_message: '', sync_active: 1 });
  for (const account of person.accounts.filter(({ connectionId }) => connectionId === connection.id)) {
    account.rows = [...account.arriving, ...account.rows];
    account.arriving = [];
    account.turnoversSeenAt = now;
  }
}

function needsPerson(call: SyncCall): Answer {
  const { key, transaction } = beginSession(call.world, call.person);
  return ok({ wizard_session_key: key, transaction }, 202);
}
