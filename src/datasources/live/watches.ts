import { startOfNextBerlinDay } from '../../domain/berlin-time.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { WizardSession } from '../../schema/wizard-session.type.js';
import { Meter } from '../meter.js';
import type { Listed } from '../owned-list.js';
import { isAnySyncAwaited, msUntilSettled } from '../reads/freshness.js';
import type { WriteRecords } from '../reads/write-records.js';
import type { Sources } from '../sources.js';
import type { ChangeNotices } from './change-notices.js';
import { Watch, type Look } from './watch.js';

/** What is watched of a bank user: each change of anything else comes with a notice or shows here. */
export type Connections = Listed<BankConnection>;

export interface WatchesDependencies {
  /** The sources of an operation of its own. */
  readonly sources: (meter: Meter) => Sources;
  readonly writes: WriteRecords;
  readonly notices: ChangeNotices;
  /** Whether XS2A's events are being read, here or by another instance. */
  readonly areEventsRead: () => boolean;
  readonly now: () => Date;
}

/** Deadline of one look, like an operation's. */
const LOOK_MS = 20_000;
/** While a sync or a bank login is awaited; what `pollAfterMs` tells clients. */
const AWAITED_MS = 2_000;
/** Without events, each bank user's connections are read this often at most. */
const WITHOUT_EVENTS_MS = 60_000;
/** Without events, looks per second of all bank users together. */
const LOOKS_PER_SECOND = 10;
/** The looks after midnight are spread over this time. */
const AFTER_MIDNIGHT_MS = 600_000;
/** Tokens of writes that are compared at the same time. */
const COMPARED_AT_ONCE = 100;

/**
 * Everything that subscriptions of this process watch. Each bank user's connections are read once per change, however many
 * subscribers there are.
 */
export class Watches {
  private readonly connections = new Map<string, Watch<Connections>>();
  private readonly sessions = new Map<string, Watch<WizardSession>>();
  /** The writes known at the last look, by bank user. */
  private readonly tokens = new Map<string, string | undefined>();

  constructor(private readonly dependencies: WatchesDependencies) {}

  /** Bank users and bank logins that are watched. */
  get size(): number {
    return this.connections.size + this.sessions.size;
  }

  /** @throws GatewayError NOT_FOUND when there is no such bank user any more */
  async *connectionsOf(bankUserId: string, signal: AbortSignal): AsyncGenerator<Look<Connections>, void> {
    let watch = this.connections.get(bankUserId);
    if (watch === undefined) {
      watch = this.watchConnections(bankUserId);
      this.connections.set(bankUserId, watch);
    }
    yield* watch.looks(signal);
  }

  /**
   * @param session the caller's own, as just read
   * @throws GatewayError NOT_FOUND when there is no such session any more
   */
  async *session(
    { transactionId, bankUserId }: WizardSession,
    signal: AbortSignal,
  ): AsyncGenerator<Look<WizardSession>, void> {
    let watch = this.sessions.get(transactionId);
    if (watch === undefined) {
      watch = this.watchSession(transactionId, bankUserId);
      this.sessions.set(transactionId, watch);
    }
    yield* watch.looks(signal);
  }

  /** Looks again where there was a write of which no notice came. */
  async findMissedWrites(): Promise<void> {
    const watched = [...this.connections];
    for (let start = 0; start < watched.length; start += COMPARED_AT_ONCE) {
      await Promise.all(
        watched.slice(start, start + COMPARED_AT_ONCE).map(async ([bankUserId, watch]) => {
          const token = (await this.dependencies.writes.stateOf(bankUserId))?.token;
          if (token !== undefined && token !== this.tokens.get(bankUserId)) watch.notice();
        }),
      );
    }
  }

  /** Looks at everything again: events are not read any more, or an unknown number of them was missed. */
  lookAtAll(): void {
    const withinMs = this.intervalWithoutEvents;
    for (const watch of this.connections.values()) watch.lookWithin(withinMs);
  }

  private watchConnections(bankUserId: string): Watch<Connections> {
    const { sources, writes, notices, now } = this.dependencies;
    let isAwaited = false;
    const watch = new Watch<Connections>({
      read: async () => {
        // Before the read: a write during it is another one.
        const state = await writes.stateOf(bankUserId);
        this.tokens.set(bankUserId, state?.token);
        const listed = await sources(new Meter(LOOK_MS)).bankConnections.listOf(bankUserId);
        await state?.load([], [...listed.things.keys()]);
        isAwaited = state !== undefined && isAnySyncAwaited([...listed.things.values()], state, now().getTime());
        return listed;
      },
      nextIn: ({ things }) => (isAwaited ? AWAITED_MS : this.nextLookIn([...things.values()])),
      onIdle: () => {
        stopListening();
        this.connections.delete(bankUserId);
        this.tokens.delete(bankUserId);
      },
    });
    const stopListening = notices.listen(bankUserId, () => {
      watch.notice();
    });
    return watch;
  }

  /** Data may follow for a while after a sync's end, and a consent may end with the day. */
  private nextLookIn(connections: readonly BankConnection[]): number {
    const { now, areEventsRead } = this.dependencies;
    const at = now();
    return Math.min(
      msUntilSettled(connections, at.getTime()),
      startOfNextBerlinDay(at).getTime() - at.getTime() + Math.random() * AFTER_MIDNIGHT_MS,
      areEventsRead() ? Infinity : this.intervalWithoutEvents,
    );
  }

  private get intervalWithoutEvents(): number {
    return Math.max(WITHOUT_EVENTS_MS, (this.connections.size / LOOKS_PER_SECOND) * 1_000);
  }

  private watchSession(transactionId: string, bankUserId: string | null): Watch<WizardSession> {
    const { sources, notices } = this.dependencies;
    const watch = new Watch<WizardSession>({
      read: () => sources(new Meter(LOOK_MS)).wizardSessions.get(transactionId, bankUserId ?? undefined),
      nextIn: ({ finished }) => (finished === true ? Infinity : AWAITED_MS),
      onIdle: () => {
        stopListening();
        this.sessions.delete(transactionId);
      },
    });
    const stopListening = notices.listen(bankUserId ?? '', () => {
      watch.notice();
    });
    return watch;
  }
}
