import { newPerson } from './other-xs2a/world.js';
import { Deployment } from './harness/deployment.js';
import { addAccount, addConnection } from './people/records.js';

/** What upstream writes, and the instant that it means. */
const times: readonly [string, string | null][] = [
  ['2026-07-01 12:00:00', '2026-07-01T10:00:00Z'],
  ['2026-01-15 12:00:00', '2026-01-15T11:00:00Z'],
  ['2026-01-01 00:30:00', '2025-12-31T23:30:00Z'],
  // The clocks went back on 2025-10-26: 02:30 came twice, and the first is meant.
  ['2025-10-26 01:59:59', '2025-10-25T23:59:59Z'],
  ['2025-10-26 02:00:00', '2025-10-26T00:00:00Z'],
  ['2025-10-26 02:30:00', '2025-10-26T00:30:00Z'],
  ['2025-10-26 03:00:00', '2025-10-26T02:00:00Z'],
  // They went forward on 2026-03-29: 02:30 never came, and is as good as 03:30.
  ['2026-03-29 01:59:59', '2026-03-29T00:59:59Z'],
  ['2026-03-29 02:30:00', '2026-03-29T01:30:00Z'],
  ['2026-03-29 03:00:00', '2026-03-29T01:00:00Z'],
  // Hours that are odd where this process runs, and not in Germany.
  ['2026-03-08 02:30:00', '2026-03-08T01:30:00Z'],
  ['2025-11-02 01:30:00', '2025-11-02T00:30:00Z'],
  ['2026-07-01T12:00:00+02:00', '2026-07-01T10:00:00Z'],
  ['2026-07-01T12:00:00.000+05:30', '2026-07-01T06:30:00Z'],
  ['2026-07-01T12:00:00Z', '2026-07-01T12:00:00Z'],
  ['', null],
  ['0000-00-00 00:00:00', null],
  ['0000-00-00', null],
];

describe.each(['America/New_York', 'Asia/Tokyo'])('date-times where the machine is in %s', (zone) => {
  const people = times.map(([text], number) => {
    const person = newPerson(`User-${number}`, { name: 'Uwe Uhr', email: 'uwe@uhr.example', created_at: text }, 'iso');
    const connection = addConnection(person, 1, { created_at: text, last_synced: text });
    const account = addAccount(person, connection, 2, { raw: { created_at: text } });
    account.turnoversSeenAt = text;
    account.balance = { id: account.id, balance: 1, currency: 'EUR', date: text };
    return person;
  });
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.start(people, { TZ: zone });
  });

  afterAll(async () => {
    await deployment.stop();
  });

  it.each(times.map(([text, instant], number) => ({ text, instant, number })))(
    '$text is $instant',
    async ({ instant, number }) => {
      const person = people[number];
      if (person === undefined) throw new Error('No such person.');
      const { viewer } = await deployment
        .as(person)
        .data<Viewer>(
          '{ viewer { createdAt connections { createdAt sync { lastSyncedAt } } accounts { createdAt balance { asOf } turnovers(first: 1) { asOf } } } }',
        );
      const found = [
        viewer.createdAt,
        ...viewer.connections.flatMap(({ createdAt, sync }) => [createdAt, sync.lastSyncedAt]),
        ...viewer.accounts.flatMap(({ createdAt, balance, turnovers }) => [createdAt, balance.asOf, turnovers.asOf]),
      ];
      expect(found.map(normal)).toEqual(Array.from({ length: 6 }, () => instant));
    },
  );
});

/** Fractions of a second may be written or not; the Z must be. */
function normal(text: string | null): string | null {
  return text?.replace(/\.000Z$/, 'Z') ?? null;
}

interface Viewer {
  readonly viewer: {
    readonly createdAt: string | null;
    readonly connections: {
      readonly createdAt: string | null;
      readonly sync: { readonly lastSyncedAt: string | null };
    }[];
    readonly accounts: {
      readonly createdAt: string | null;
      readonly balance: { readonly asOf: string | null };
      readonly turnovers: { readonly asOf: string | null };
    }[];
  };
}
