import { berlinTime } from '../calendar.js';
import type { Forms } from '../quirks.js';

/** Something that happened; what a webhook delivers. */
export interface BankEvent {
  readonly id: string;
  readonly type: string;
  readonly transaction: string | null;
  readonly message: string;
  /** The object that it is about, in its wire form at the time. */
  readonly data: unknown;
  readonly createdAt: Date;
}

/** The content of an event. */
export type News = Omit<BankEvent, 'id' | 'createdAt'>;

export function toEventWire(event: BankEvent, forms: Forms): Record<string, unknown> {
  return {
    id: event.id,
    transaction: event.transaction,
    type: event.type,
    data: event.data,
    testmode: forms.flag(true, event.id, 'testmode'),
    message: event.message,
    created_at: berlinTime(event.createdAt),
    object: 'xs2a_event',
  };
}

/** Posts an event to a webhook and ignores the response. */
export async function deliver(url: string, event: BankEvent, forms: Forms): Promise<void> {
  const body = JSON.stringify(toEventWire(event, forms));
  const headers = { 'content-type': 'application/json' };
  try {
    await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(5000) });
  } catch {
    // Not retried, as in the contract: who missed it reads /v1/events.
  }
}
