import { berlinTime } from '../time/berlin.js';
import { flag } from '../wire/flag.js';
import type { BankEvent } from './event.js';

export function toEventWire(event: BankEvent): Record<string, unknown> {
  return {
    id: event.id,
    transaction: event.transaction,
    type: event.type,
    data: event.data,
    testmode: flag(true, event.id, 'testmode'),
    message: event.message,
    created_at: berlinTime(event.createdAt),
    object: 'xs2a_event',
  };
}
