import { freshId } from '../random.js';
import type { World } from '../world.js';
import type { BankEvent } from './event.js';
import { toEventWire } from './event.wire.js';

/** Records that something happened, and tells the webhook, if there is one. Nobody waits for the webhook's answer. */
export function publish(world: World, event: Omit<BankEvent, 'id' | 'createdAt'>): void {
  const recorded = world.events.add({ id: freshId(), createdAt: world.clock.now(), ...event });
  const { webhookUrl } = world.settings;
  if (webhookUrl !== null) void deliver(webhookUrl, recorded);
}

async function deliver(url: string, event: BankEvent): Promise<void> {
  const body = JSON.stringify(toEventWire(event));
  const headers = { 'content-type': 'application/json' };
  try {
    await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(5000) });
  } catch {
    // The contract promises no second try: whoever missed it reads /v1/events.
  }
}
