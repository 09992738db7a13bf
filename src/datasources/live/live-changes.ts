import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { WizardSession } from '../../schema/wizard-session.type.js';
import type { ChangeNotices } from './change-notices.js';
import type { EventReader, EventReading } from './event-reader.js';
import type { Look } from './watch.js';
import type { Connections, Watches } from './watches.js';

/** Interval of reading events: 240 calls an hour, whatever the number of subscribers and bank users. */
export const TURN_MS = 15_000;
/** After a failure, in turns: an API key without events answers the same every time. */
const TURNS_AFTER_FAILURE = 4;

export type { BankConnection, Connections, Look, WizardSession };

/** What changes, for subscriptions: reads events while anybody watches, and not otherwise. */
export class LiveChanges {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> | undefined;
  private pause = 0;
  private following = 0;

  constructor(
    private readonly watches: Watches,
    private readonly notices: ChangeNotices,
    private readonly reader: EventReader,
    /** As the sources have it. */
    readonly now: () => Date,
    private readonly onReading: (reading: EventReading) => void,
  ) {}

  /** Bank users and bank logins that are watched. */
  get watched(): number {
    return this.watches.size;
  }

  /** See {@link Watches.connectionsOf}. */
  connectionsOf(bankUserId: string, signal: AbortSignal): AsyncIterable<Look<Connections>> {
    return this.whileReading(this.watches.connectionsOf(bankUserId, signal));
  }

  /** See {@link Watches.session}. */
  session(session: WizardSession, signal: AbortSignal): AsyncIterable<Look<WizardSession>> {
    return this.whileReading(this.watches.session(session, signal));
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.turn;
    await this.reader.release();
  }

  /** Events are read from the first look to the last. */
  private async *whileReading<T>(looks: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
    this.following += 1;
    this.begin();
    try {
      yield* looks;
    } finally {
      this.following -= 1;
    }
  }

  private begin(): void {
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => {
      this.takeTurn();
    }, TURN_MS).unref();
    this.takeTurn();
  }

  private takeTurn(): void {
    this.turn ??= this.turnOnce().finally(() => {
      this.turn = undefined;
    });
  }

  private async turnOnce(): Promise<void> {
    if (this.following === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
      await this.reader.release();
      return;
    }
    if (this.pause > 0) this.pause -= 1;
    else {
      const { areRead } = this.reader;
      const reading = await this.reader.turn();
      this.onReading(reading);
      if (reading === 'FAILED') this.pause = TURNS_AFTER_FAILURE - 1;
      if (areRead && !this.reader.areRead) this.watches.lookAtAll();
    }
    this.notices.check();
    await this.watches.findMissedWrites();
  }
}
