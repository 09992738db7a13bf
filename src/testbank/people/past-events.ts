import { day } from '../clock.js';
import { connectionNews, type BankConnection, type ConnectionEvent } from '../connection/connection.js';
import type { BankEvent } from '../event/event.js';
import { seededId } from '../random.js';
import type { World } from '../world.js';

/** Past events of the seeded connections, oldest first: creation, last sync, and later failed syncs. */
export function pastEvents(world: World): BankEvent[] {
  const events = world.connections.all().flatMap((connection) => eventsOf(world, connection));
  return events.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

function eventsOf(world: World, connection: BankConnection): BankEvent[] {
  const { agreedMode, createdAt, failures, lastSynced = createdAt } = connection;
  const good = { syncMode: agreedMode, syncActive: agreedMode === 'full', syncMessage: '', failures: 0 };
  const failedAt = new Date(Math.min(lastSynced.getTime() + day, world.clock.now().getTime()));
  return [
    toEvent(world, { ...connection, ...good, lastSynced: createdAt }, 'created', createdAt),
    toEvent(world, { ...connection, ...good }, 'synced', lastSynced),
    ...(failures > 0 ? [toEvent(world, connection, 'sync_failed', failedAt)] : []),
  ];
}

function toEvent(world: World, connection: BankConnection, name: ConnectionEvent, createdAt: Date): BankEvent {
  const id = seededId(`${world.seed}.event.${connection.id}.${name}`);
  return { id, createdAt, ...connectionNews(connection, name, world.forms) };
}
