import { berlinDay } from './other-xs2a/berlin.js';
import { newPerson, type JsonObject } from './other-xs2a/world.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { addConnection } from './people/records.js';

interface Case {
  readonly mode: string | null;
  readonly failures?: number;
  /** German calendar days until the consent ends; null where there is no date. */
  readonly days?: number | null;
  readonly status: string;
  readonly action: string | null;
}

/** First that fits, in the order of the contract; each case has something that a later rule would like too. */
const cases: readonly Case[] = [
  { mode: 'full', failures: 3, days: -5, status: 'DISABLED', action: 'RECREATE' },
  { mode: 'none', failures: 3, status: 'DISABLED', action: 'RECREATE' },
  { mode: 'full', failures: 5, status: 'DISABLED', action: 'RECREATE' },
  { mode: 'full', failures: 2, days: -1, status: 'CONSENT_EXPIRED', action: 'REAUTHENTICATE' },
  { mode: 'none', days: -1, status: 'CONSENT_EXPIRED', action: 'REAUTHENTICATE' },
  { mode: 'full', days: -400, status: 'CONSENT_EXPIRED', action: 'REAUTHENTICATE' },
  { mode: 'full', failures: 1, days: 3, status: 'SYNC_FAILING', action: 'RESYNC' },
  { mode: 'shared', failures: 2, status: 'SYNC_FAILING', action: 'SUPPLY_CREDENTIAL_SHARE' },
  { mode: 'none', failures: 1, status: 'SYNC_FAILING', action: 'REAUTHENTICATE' },
  { mode: 'none', days: 3, status: 'MANUAL_SYNC_ONLY', action: null },
  { mode: 'shared', days: 80, status: 'MANUAL_SYNC_ONLY', action: null },
  { mode: 'full', days: 0, status: 'CONSENT_EXPIRING', action: 'REAUTHENTICATE' },
  { mode: 'full', days: 14, status: 'CONSENT_EXPIRING', action: 'REAUTHENTICATE' },
  { mode: 'full', days: 15, status: 'ACTIVE', action: null },
  { mode: 'full', days: 89, status: 'ACTIVE', action: null },
  { mode: 'full', days: null, status: 'ACTIVE', action: null },
  { mode: null, days: null, status: 'MANUAL_SYNC_ONLY', action: null },
];

const SHOWN = `{ viewer { connections {
  xs2aId status requiredAction sync { mode automatic consecutiveFailures failuresUntilDisabled message }
  consent { validUntil daysRemaining state }
} } }`;

describe('the state of a connection', () => {
  const person = newPerson('Status', { name: 'Stefanie Status', email: 's@status.example' });
  const connections = cases.map(({ mode, failures = 0, days = null }, number) =>
    addConnection(person, number, {
      sync_mode: mode,
      sync_fail_counter: failures,
      sync_active: failures === 0 ? '1' : '0',
      sync_message: failures === 0 ? '' : 'login_failed',
      consent_valid_until: days === null ? [null, '', '0000-00-00'][number % 3] : berlinDay(days),
    } satisfies JsonObject),
  );
  let deployment: Deployment;
  let caller: Caller;
  let shown: Map<string, ConnectionNode>;

  beforeAll(async () => {
    // Half a day away from Germany, where it is another date for most of the day.
    deployment = await Deployment.start([person], { TZ: 'Pacific/Auckland' });
    caller = deployment.as(person);
    const { viewer } = await caller.data<{ viewer: { connections: ConnectionNode[] } }>(SHOWN);
    shown = new Map(viewer.connections.map((connection) => [connection.xs2aId, connection]));
  });

  afterAll(async () => {
    await deployment.stop();
  });

  const nodeOf = (number: number): ConnectionNode | undefined => shown.get(connections[number]?.id ?? '');

  it.each(cases.map((expectation, number) => ({ failures: 0, days: null, ...expectation, number })))(
    'with mode $mode, $failures failures, $days days of consent is $status',
    ({ number, status, action }) => {
      expect(nodeOf(number)).toMatchObject({ status, requiredAction: action });
    },
  );

  it.each(cases.map((expectation, number) => ({ failures: 0, days: null, ...expectation, number })))(
    'counts failures and days: mode $mode, $failures failures, $days days',
    ({ number, mode, failures, days }) => {
      expect(nodeOf(number)?.sync).toMatchObject({
        mode: mode?.toUpperCase() ?? null,
        automatic: mode === 'full' && failures === 0,
        consecutiveFailures: failures,
        failuresUntilDisabled: Math.max(0, 3 - failures),
      });
      expect(nodeOf(number)?.consent).toEqual({
        validUntil: days === null ? null : berlinDay(days),
        daysRemaining: days,
        state: days === null ? 'UNKNOWN' : days < 0 ? 'EXPIRED' : days <= 14 ? 'EXPIRING' : 'VALID',
      });
    },
  );

  it.each([0, 14, 89, 400])('tells which consents end within %i days', async (within) => {
    const { viewer } = await caller.data<{ viewer: { connections: ConnectionNode[] } }>(
      'query($days: Int) { viewer { connections(expiringWithinDays: $days) { xs2aId } } }',
      { days: within },
    );
    const expected = connections.filter((_, number) => {
      const days = cases[number]?.days ?? null;
      return days !== null && days <= within;
    });
    expect(viewer.connections.map(({ xs2aId }) => xs2aId).sort()).toEqual(expected.map(({ id }) => id).sort());
  });
});

interface ConnectionNode {
  readonly xs2aId: string;
  readonly status: string;
  readonly requiredAction: string | null;
  readonly sync: Readonly<Record<string, unknown>>;
  readonly consent: Readonly<Record<string, unknown>>;
}
