import fc from 'fast-check';
import type { Person } from '../../support/test-bank.js';
import type { FailingStore } from './failing-store.js';
import { accountIdOf, connectionIdOf, type Gateways } from '../../support/gateways.js';
import { overlap, overlapping } from './overlap.js';
import type { Scheduler } from './scheduler.js';

/** A `turnovers` field. */
interface TurnoverField {
  readonly from: string | null;
  readonly to: string | null;
  readonly onlyNew: boolean | null;
  readonly orderBy: string;
  readonly first: number;
}

const FIELDS = [
  'name',
  'connections { bankName status sync { lastSyncedAt consecutiveFailures } accounts { id } }',
  'accounts { iban connection { id } }',
  'accounts { balance { amount { value } available { value } asOf } }',
  'turnovers(first: 500) { totalCount asOf nodes { id isNew } }',
];

const day = fc.integer({ min: 1, max: 15 }).map((number) => `2026-06-${String(number).padStart(2, '0')}`);

const turnoverField: fc.Arbitrary<TurnoverField> = fc.record({
  from: fc.option(day),
  to: fc.option(day),
  onlyNew: fc.constantFrom(null, null, true),
  orderBy: fc.constantFrom('BOOKING_DATE_DESC', 'BOOKING_DATE_ASC', 'AMOUNT_DESC'),
  first: fc.constantFrom(1, 5, 500),
});

function fieldOf({ from, to, onlyNew, orderBy, first }: TurnoverField, index: number): string {
  const filter = `{ from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}, onlyNew: ${String(onlyNew)} }`;
  return `list${index}: turnovers(filter: ${filter}, orderBy: ${orderBy}, first: ${first}) {
    totalCount asOf totals { count net { value } } nodes { id bookingDate amount { value } status isNew }
  }`;
}

const query = fc
  .tuple(fc.subarray(FIELDS, { minLength: 1 }), fc.array(turnoverField, { maxLength: 2 }))
  .map(([fields, lists]) => `{ viewer { id ${fields.join(' ')} accounts { id ${lists.map(fieldOf).join(' ')} } } }`);

const OVERLAPS = ['overlap', 'overlap', 'overlap', 'overlap', 'overlap', 'overlap'] as const;

const KINDS = [
  ...(['nothing', 'nothing', 'nothing', 'sync', 'sync', 'forcedSync', 'syncsEnd', 'syncsEnd'] as const),
  ...(['newEntry', 'newEntry', 'newEntry', 'newEntry', 'nextSyncFails', 'time', 'time', 'time'] as const),
  ...(['elsewhereSync', 'elsewhereSync', 'elsewhereFailure', 'elsewhereDeletion'] as const),
  ...(['mark', 'mark', 'deletion', 'restart', ...OVERLAPS] as const),
];

/** Something that happens, and what is asked afterwards. Of what a number names, there may be fewer. */
const event = fc.record({
  kind: fc.constantFrom(...KINDS),
  instance: fc.nat(1),
  person: fc.nat(1),
  thing: fc.nat(3),
  seconds: fc.oneof(fc.integer({ min: 1, max: 59 }), fc.constantFrom(60, 300, 600, 1_800, 3_600)),
  query,
  overlap,
});

export type Event = ReturnType<(typeof event)['generate']>['value'];

/** What happens within some hours. */
export const events: fc.Arbitrary<readonly Event[]> = fc.array(event, { minLength: 15, maxLength: 40 });

const SYNC = `mutation ($id: ID!, $really: Boolean) {
  syncBankConnection(input: { id: $id, force: $really, acceptDisable: $really, userPresent: true }) { __typename }
}`;
const MARK = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
const DELETE = 'mutation ($id: ID!) { deleteAccount(input: { id: $id }) { __typename } }';

const NEWS = '{ viewer { id accounts { id turnovers(first: 100) { nodes { id isNew } } } } }';

const SETTLING_SECONDS = 600;
const MAX_WAIT_SECONDS = 1_800;
/** XS2A syncs after a day by itself; that the bank is in motion then is nothing that the gateway could know. */
const MAX_SECONDS = 11 * 3_600;

/** Two people at a bank, and what happens to them: nothing but what XS2A's contract allows. */
export class Life {
  private elapsed = 0;
  /** Connections whose sync was begun through the gateway and is under way, and when that was. */
  private readonly syncing = new Map<string, Date>();

  private constructor(
    private readonly gateways: Gateways,
    private readonly people: readonly [Person, Person],
    private readonly scheduler: Scheduler,
    private readonly stores: readonly FailingStore[],
  ) {}

  static async begin(gateways: Gateways, scheduler: Scheduler, stores: readonly FailingStore[]): Promise<Life> {
    gateways.setTime('2026-06-15T06:00:00Z');
    const anna = gateways.person({ name: 'Anna', connections: 2, accounts: 3, turnovers: 20, days: 20 });
    const bert = gateways.person({ name: 'Bert', accounts: 1, turnovers: 8, days: 20, turnoverIds: 'bank' });
    return new Life(gateways, [await anna, await bert], scheduler, stores);
  }

  /** Lets it happen, asks, and compares with what somebody is told who has kept nothing. */
  async live(event: Event): Promise<void> {
    await this.happen(event);
    const person = this.personOf(event);
    const answer = await this.gateways.at(event.instance).as(person, event.query);
    const { data, codes } = await this.gateways.freshly(person, event.query);
    expect(answer).toMatchObject({ data, codes });
  }

  async end(): Promise<void> {
    await this.endSyncs();
  }

  private personOf({ person }: Event): Person {
    return this.people[person] ?? this.people[0];
  }

  private async happen(event: Event): Promise<void> {
    const { gateways } = this;
    const person = this.personOf(event);
    const connection = person.connections[event.thing % person.connections.length] ?? '';
    const accountIndex = event.thing % person.accounts.length;
    const write = (source: string) =>
      gateways.at(event.instance).as(person, source, { id: accountIdOf(person, accountIndex) });
    const happenings: Readonly<Record<Event['kind'], () => unknown>> = {
      nothing: () => undefined,
      time: () => {
        this.passTime(event.seconds);
      },
      restart: () => gateways.restart(event.instance),
      sync: () => this.sync(event, connection),
      forcedSync: () => this.sync(event, connection),
      syncsEnd: () => this.endSyncs(),
      nextSyncFails: () => gateways.bank.failNextSync(connection).catch(ignore),
      elsewhereSync: () => this.actElsewhere(event, connection),
      elsewhereFailure: () => this.actElsewhere(event, connection),
      elsewhereDeletion: () => gateways.elsewhere(person).deleteConnection(connection).catch(ignore),
      newEntry: () => this.addEntry(person, accountIndex),
      mark: () => write(MARK),
      overlap: () => this.overlap(event, connection, write),
      deletion: () => write(DELETE),
    };
    await happenings[event.kind]();
  }

  /** Both read while one of them writes. Who begins after it must know; afterwards, everybody must. */
  private async overlap(event: Event, connection: string, write: (source: string) => Promise<unknown>): Promise<void> {
    const { gateways, scheduler, stores } = this;
    const { instance } = event;
    const person = this.personOf(event);
    const query = event.overlap.isOfNews ? NEWS : event.query;
    if (event.overlap.isOfNews) await this.bringNews(event, connection);
    const ask = (index: number) => gateways.at(index).as(person, query);
    const writes = {
      mark: () => write(MARK),
      deletion: () => write(DELETE),
      sync: () => this.sync(event, connection),
      elsewhereSync: () => this.actElsewhere({ ...event, kind: 'elsewhereSync' }, connection),
      nothing: () => Promise.resolve(),
    };
    const readings = await overlapping(scheduler, stores, event.overlap, writes[event.overlap.write], ask);
    const { data, codes } = await gateways.freshly(person, query);
    // Whoever has written tells the others with what is read next, where the store could not be reached.
    for (const index of [instance, 1 - instance]) expect(await ask(index)).toMatchObject({ data, codes });
    const knows = (reader: number) => reader === instance || event.overlap.outage === null;
    for (const { beganAfterWrite, instance: reader, answer } of readings) {
      if (beganAfterWrite && event.overlap.write !== 'elsewhereSync' && knows(reader)) {
        expect(answer).toMatchObject({ data, codes });
      }
    }
  }

  /** Something that can be marked as seen, so that it shows whether that was noticed; the sync that has brought it is settled. */
  private async bringNews(event: Event, connection: string): Promise<void> {
    await this.actElsewhere({ ...event, kind: 'elsewhereSync' }, connection);
    const { accounts } = this.personOf(event);
    for (const index of accounts.keys()) await this.addEntry(this.personOf(event), index);
    this.passTime(SETTLING_SECONDS + 1);
  }

  private async endSyncs(): Promise<void> {
    this.syncing.clear();
    await this.gateways.bank.settle();
  }

  private passTime(seconds: number): void {
    if (this.elapsed + seconds > MAX_SECONDS) return;
    this.elapsed += seconds;
    this.gateways.pass(seconds);
  }

  private async sync(event: Event, connection: string): Promise<void> {
    const person = this.personOf(event);
    const id = connectionIdOf(person, person.connections.indexOf(connection));
    const variables = { id, really: event.kind === 'forcedSync' };
    const instance = this.gateways.at(event.instance);
    const { data } = await instance.as<{ syncBankConnection: { __typename: string } }>(person, SYNC, variables);
    if (data.syncBankConnection.__typename === 'SyncStarted') this.syncing.set(connection, this.gateways.now);
  }

  /** What is begun elsewhere ends at once. */
  private async actElsewhere(event: Event, connection: string): Promise<void> {
    const person = this.personOf(event);
    const elsewhere = this.gateways.elsewhere(person);
    // The bank syncs a connection once at a time.
    if (this.syncing.has(connection)) return;
    await this.gateways.bank.set({ syncDelay: 0 });
    if (event.kind === 'elsewhereSync') await elsewhere.sync(connection).catch(ignore);
    else {
      const accounts = await this.accountsOf(person, connection);
      const hasFailed = await elsewhere.failSync(connection).then(
        () => true,
        () => false,
      );
      // A sync that breaks off may have brought something.
      if (hasFailed && accounts[0] !== undefined) await this.gateways.bank.addTurnovers(accounts[0], [{ amount: -2 }]);
    }
    await this.gateways.bank.set({ syncDelay: SYNC_MS });
  }

  /** What a sync brings can show before it is said to have ended, and for a while afterwards; at no other time. */
  private async addEntry(person: Person, accountIndex: number): Promise<void> {
    const account = person.accounts[accountIndex] ?? '';
    if (await this.isInMotion(person, account)) await this.gateways.bank.addTurnovers(account, [{ amount: -1 }]);
  }

  private async isInMotion(person: Person, account: string): Promise<boolean> {
    const found = (await this.accounts(person)).find(({ xs2aId }) => xs2aId === account);
    if (found?.connection == null) return false;
    const { xs2aId, sync } = found.connection;
    const since = (instant: Date | string) => (this.gateways.now.getTime() - new Date(instant).getTime()) / 1_000;
    const begun = this.syncing.get(xs2aId);
    if (begun !== undefined && since(begun) < MAX_WAIT_SECONDS) return true;
    return sync.lastSyncedAt !== null && since(sync.lastSyncedAt) < SETTLING_SECONDS;
  }

  private async accountsOf(person: Person, connection: string): Promise<readonly string[]> {
    const accounts = await this.accounts(person);
    return accounts.filter((account) => account.connection?.xs2aId === connection).map(({ xs2aId }) => xs2aId);
  }

  private async accounts(person: Person): Promise<readonly AccountAtBank[]> {
    const source = '{ viewer { accounts { xs2aId connection { xs2aId sync { lastSyncedAt } } } } }';
    const { data } = await this.gateways.freshly<{ viewer: { accounts: AccountAtBank[] } }>(person, source);
    return data.viewer.accounts;
  }
}

interface AccountAtBank {
  readonly xs2aId: string;
  readonly connection: { readonly xs2aId: string; readonly sync: { readonly lastSyncedAt: string | null } } | null;
}

/** Longer than any test takes: syncs end when they are told to. */
export const SYNC_MS = 3_600_000;

/** What is gone cannot be acted upon. */
function ignore(): void {
  // Nothing has happened.
}
