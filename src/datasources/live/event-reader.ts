import { randomUUID } from 'node:crypto';
import type { SecureStore } from '../../store/secure-store.js';
import type { EventReceiver } from '../event.receiver.js';
import { Meter } from '../meter.js';
import type { Sources } from '../sources.js';
import { isBudgetRefusal } from '../meter.js';
import { recordOf } from '../xs2a/lenient.js';

export interface EventReaderDependencies {
  readonly store: Pick<SecureStore, 'get' | 'set' | 'setIfAbsent' | 'delete'>;
  readonly sources: (meter: Meter) => Sources;
  readonly receiver: EventReceiver;
  /** Called when there were too many events to read. */
  readonly onGap: () => void;
  readonly now: () => Date;
}

/**
 * READ: by this instance. ELSEWHERE: by another one. FAILED: this instance could not read them. UNKNOWN: the store is
 * unreachable, or the instance that should read them cannot.
 */
export type EventReading = 'READ' | 'ELSEWHERE' | 'FAILED' | 'UNKNOWN';

const OWNER = 'gateway';
const LEASE = 'event-reader';
const POSITION = 'event-position';
/** Two missed turns, and some. */
const LEASE_MS = 40_000;
const POSITION_MS = 86_400_000;
/** Events may appear late, and their times have whole seconds; what was read before is skipped. */
const OVERLAP_MS = 60_000;
/** Longest gap that is read; after it, everything is looked at again. */
const MAX_GAP_MS = 3_600_000;
const READ_MS = 20_000;

/**
 * Reads XS2A's events for all instances: the one with the lease in the store reads, and stores up to when. Each event takes effect
 * once, whether it is read here or comes as a webhook.
 */
export class EventReader {
  private readonly instance = randomUUID();
  private last: EventReading = 'UNKNOWN';

  constructor(private readonly dependencies: EventReaderDependencies) {}

  /** Whether events are being read, here or elsewhere. */
  get areRead(): boolean {
    return this.last === 'READ' || this.last === 'ELSEWHERE';
  }

  /** One turn. */
  async turn(): Promise<EventReading> {
    const lease = await this.takeLease();
    this.last = lease === 'mine' ? await this.read() : lease === 'unknown' ? 'UNKNOWN' : await this.readingElsewhere();
    return this.last;
  }

  /** Lets another instance read at once. */
  async release(): Promise<void> {
    const { store } = this.dependencies;
    if (recordOf(await store.get(OWNER, LEASE))?.instance === this.instance) await store.delete(OWNER, LEASE);
    this.last = 'UNKNOWN';
  }

  private async takeLease(): Promise<'mine' | 'other' | 'unknown'> {
    const { store } = this.dependencies;
    const lease = { instance: this.instance };
    const taken = await store.setIfAbsent(OWNER, LEASE, lease, LEASE_MS);
    if (taken !== 'exists') return taken === 'stored' ? 'mine' : 'unknown';
    if (recordOf(await store.get(OWNER, LEASE))?.instance !== this.instance) return 'other';
    return (await store.set(OWNER, LEASE, lease, LEASE_MS)) ? 'mine' : 'unknown';
  }

  private async read(): Promise<EventReading> {
    const { sources, receiver, store, onGap, now } = this.dependencies;
    const at = now().getTime();
    const position = (await this.position())?.at;
    const from = Math.max(position ?? at, at - MAX_GAP_MS) - OVERLAP_MS;
    if (position !== undefined && position < at - MAX_GAP_MS) onGap();
    let isRead = true;
    try {
      const events = await sources(new Meter(READ_MS)).events.list({
        ...{ from: new Date(from), to: undefined, type: undefined, transactionId: undefined, first: Infinity },
      });
      for (const event of events.reverse()) await receiver.receiveRead(event);
    } catch (error) {
      isRead = isBudgetRefusal(error);
      if (isRead) onGap();
    }
    await store.set(OWNER, POSITION, { at: isRead ? at : (position ?? at), isRead }, POSITION_MS);
    return isRead ? 'READ' : 'FAILED';
  }

  private async readingElsewhere(): Promise<EventReading> {
    const position = await this.position();
    const isLate = position === undefined || position.at < this.dependencies.now().getTime() - LEASE_MS;
    return position?.isRead === true && !isLate ? 'ELSEWHERE' : 'UNKNOWN';
  }

  private async position(): Promise<{ readonly at: number; readonly isRead: boolean } | undefined> {
    const { at, isRead } = recordOf(await this.dependencies.store.get(OWNER, POSITION)) ?? {};
    return typeof at === 'number' && typeof isRead === 'boolean' ? { at, isRead } : undefined;
  }
}
