import type { EventBudget } from '../admission/event-budget.js';
import type { Xs2aEvent } from '../schema/xs2a-event.type.js';
import type { SecureStore } from '../store/secure-store.js';
import { aboutOf } from './event.mapper.js';
import type { EventOwners } from './event.owner.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { idOf, recordOf, type UpstreamRecord } from './xs2a/lenient.js';
import { Meter } from './meter.js';
import type { Reads } from './reads/reads.js';
import { hasStatus, malformedResponse } from './xs2a/upstream-error.js';
import type { Xs2a } from './xs2a/xs2a-client.js';

export interface EventReceiverDependencies {
  readonly xs2a: Xs2a;
  /** Records which events have been applied. */
  readonly store: Pick<SecureStore, 'setIfAbsent' | 'delete'>;
  readonly owners: EventOwners;
  readonly reads: Reads;
  readonly budget: EventBudget;
}

/**
 * APPLIED: known to XS2A and new. REPEATED: applied before. UNKNOWN: XS2A has no such event. UNRELATED: known to XS2A, but about
 * nobody of whom the gateway has data.
 */
export type EventOutcome = 'APPLIED' | 'REPEATED' | 'UNKNOWN' | 'UNRELATED';

const OWNER = 'gateway';
const REMEMBERED_MS = 7 * 86_400_000;

/**
 * Treats XS2A's events as hints: anybody can send one, so only the id is used, and the event is read back with the API key. The
 * rest of the payload only selects the budget and the number of attempts. Nothing depends on events: changes show without them,
 * since connections have the time of their last sync. An event only makes sure that nothing older than itself is served.
 */
export class EventReceiver {
  constructor(private readonly dependencies: EventReceiverDependencies) {}

  /**
   * @param event the payload as received
   * @throws GatewayError RATE_LIMITED when there are too many, UpstreamError when it cannot be read back; the sender may retry
   */
  async receive(event: UpstreamRecord & { readonly id: string }): Promise<EventOutcome> {
    const bankUserId = await this.dependencies.owners.ownerOf(aboutOf(event));
    const attempts = bankUserId === undefined ? 1 : undefined;
    return this.dependencies.budget.run(bankUserId, () => this.receiveOnce(event.id, attempts));
  }

  /** @param event as read from XS2A */
  async receiveRead({ id, ...about }: Xs2aEvent): Promise<EventOutcome> {
    return this.once(id, () => this.apply(about));
  }

  private async receiveOnce(eventId: string, attempts: number | undefined): Promise<EventOutcome> {
    return this.once(eventId, async () => {
      const event = await this.readBack(eventId, attempts);
      // An unused id must not be used up by somebody who guesses it.
      if (event === undefined) await this.dependencies.store.delete(OWNER, keyOf(eventId));
      return event === undefined ? 'UNKNOWN' : this.apply(aboutOf(event));
    });
  }

  private async once(eventId: string, receive: () => Promise<EventOutcome>): Promise<EventOutcome> {
    const { store } = this.dependencies;
    const claim = await store.setIfAbsent(OWNER, keyOf(eventId), null, REMEMBERED_MS);
    if (claim === 'exists') return 'REPEATED';
    try {
      return await receive();
    } catch (error) {
      await store.delete(OWNER, keyOf(eventId));
      throw error;
    }
  }

  private async readBack(eventId: string, attempts: number | undefined): Promise<UpstreamRecord | undefined> {
    try {
      const { xs2a } = this.dependencies;
      const { body } = await xs2a.withApiKey(ENDPOINTS.getEvent, { path: { eventId }, attempts, meter: new Meter() });
      const event = recordOf(body);
      if (event === null || idOf(event.id) !== eventId) throw malformedResponse();
      return event;
    } catch (error) {
      if (hasStatus(error, 404, 410)) return undefined;
      throw error;
    }
  }

  private async apply(about: ReturnType<typeof aboutOf>): Promise<EventOutcome> {
    const bankUserId = await this.dependencies.owners.ownerOf(about);
    if (bankUserId === undefined) return 'UNRELATED';
    await this.dependencies.reads.changed(bankUserId, { of: 'everything' });
    return 'APPLIED';
  }
}

function keyOf(eventId: string): string {
  return `event ${eventId}`;
}
