import { publish } from '../event/event.publish.js';
import type { World } from '../world.js';
import type { BankConnection } from './bank-connection.js';
import { toConnectionWire } from './bank-connection.wire.js';

/** The names of connection events are not published; these are the test bank's own. */
export type ConnectionEvent = 'created' | 'updated' | 'synced' | 'sync_failed' | 'deleted';

const messages: Record<ConnectionEvent, string> = {
  created: 'The bank connection was created.',
  updated: 'The bank connection was updated.',
  synced: 'The bank connection was synced.',
  sync_failed: 'The sync of the bank connection failed.',
  deleted: 'The bank connection was deleted.',
};

export function publishConnection(world: World, connection: BankConnection, event: ConnectionEvent): void {
  publish(world, {
    type: `bank_connection.${event}`,
    transaction: connection.transaction,
    message: messages[event],
    data: toConnectionWire(connection),
  });
}
