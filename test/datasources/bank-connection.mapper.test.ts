import { toBankConnection, type ConnectionView } from '../../src/datasources/bank-connection.mapper.js';
import { ownedGlobalId } from '../../src/domain/global-id.js';

/** Half past midnight on 2 July in Germany. */
const VIEW: ConnectionView = { now: new Date('2026-07-02T10:00:00Z'), consentExpiringDays: 14 };

const ROW = {
  id: 'Conn-1',
  transaction: 'transaction-1',
  bic: 'TESTDE88XXX',
  bank_name: 'Testbank',
  country_id: 'DE',
  sync_mode: 'full',
  sync_active: '1',
  sync_message: '',
  sync_fail_counter: 0,
  last_synced: '2026-07-01 10:00:00',
  consent_valid_until: '2026-09-01',
  testmode: 1,
  created_at: '2026-01-01T10:00:00+01:00',
  object: 'bank_connection',
};

const read = (row: object, view = VIEW) => toBankConnection({ ...ROW, ...row }, 'user', view);

describe('a bank connection', () => {
  it('is read as upstream writes it', () => {
    expect(read({})).toEqual({
      id: ownedGlobalId('BankConnection', { bankUserId: 'user', xs2aId: 'Conn-1' }),
      xs2aId: 'Conn-1',
      bankUserId: 'user',
      transactionId: 'transaction-1',
      bankName: 'Testbank',
      bic: 'TESTDE88XXX',
      country: 'DE',
      testMode: true,
      createdAt: '2026-01-01T09:00:00Z',
      status: 'ACTIVE',
      requiredAction: null,
      sync: {
        bankUserId: 'user',
        connectionXs2aId: 'Conn-1',
        mode: 'FULL',
        automatic: true,
        isOverdue: false,
        lastSyncedAt: '2026-07-01T08:00:00Z',
        consecutiveFailures: 0,
        failuresUntilDisabled: 3,
        message: null,
      },
      consent: { validUntil: '2026-09-01', daysRemaining: 61, state: 'VALID' },
    });
  });

  it('needs nothing but an id', () => {
    expect(toBankConnection({ id: 'c' }, 'user', VIEW)).toMatchObject({
      bankName: null,
      status: 'MANUAL_SYNC_ONLY',
      requiredAction: null,
      sync: {
        mode: null,
        automatic: false,
        isOverdue: false,
        lastSyncedAt: null,
        consecutiveFailures: 0,
        message: null,
      },
      consent: { validUntil: null, daysRemaining: null, state: 'UNKNOWN' },
    });
  });

  it.each([
    ['full', 'FULL'],
    ['SHARED', 'SHARED'],
    ['none', 'NONE'],
    ['', null],
    [null, null],
    [1, null],
    ['partial', null],
    ['constructor', null],
    ['__proto__', null],
    ['toString', null],
  ])('with the sync mode %j has the mode %j', (sync_mode, mode) => {
    expect(read({ sync_mode })?.sync.mode).toBe(mode);
  });

  it.each([
    [{}, true],
    [{ sync_active: false }, false],
    [{ sync_active: '0' }, false],
    // Not said: the mode decides.
    [{ sync_active: null }, true],
    [{ sync_mode: 'none' }, false],
    [{ sync_mode: 'shared' }, false],
    [{ sync_fail_counter: 3 }, false],
  ])('with %j is synced by XS2A itself: %j', (row, automatic) => {
    expect(read(row)?.sync.automatic).toBe(automatic);
  });

  it.each([
    [{}, false],
    [{ last_synced: '2026-06-30T12:00:01+02:00' }, false],
    [{ last_synced: '2026-06-30T11:59:59+02:00' }, true],
    [{ last_synced: null, created_at: '2026-07-02T08:00:00+02:00' }, false],
    [{ last_synced: null, created_at: '2026-06-01T08:00:00+02:00' }, true],
    [{ last_synced: null, created_at: null }, false],
    [{ sync_active: false }, true],
    [{ sync_mode: 'none', last_synced: '2026-01-01T08:00:00+02:00' }, false],
    [{ sync_mode: null, sync_active: false }, false],
  ])('with %j waits for an overdue sync: %j', (row, isOverdue) => {
    expect(read(row)?.sync.isOverdue).toBe(isOverdue);
  });

  it.each([[{ sync_active: false }], [{ sync_mode: null }], [{ sync_mode: 'partial' }]])(
    'with %j is synced by hand alone',
    (row) => {
      expect(read(row)).toMatchObject({ status: 'MANUAL_SYNC_ONLY', requiredAction: null });
    },
  );

  it.each([
    [0, 0, 3],
    ['2', 2, 1],
    [3, 3, 0],
    [5, 5, 0],
    [null, 0, 3],
    [-1, 0, 3],
    ['often', 0, 3],
    // What GraphQL's Int can carry.
    [2 ** 40, 2 ** 31 - 1, 0],
  ])('with the counter %j has failed %d times, and %d are left', (counter, failures, left) => {
    expect(read({ sync_fail_counter: counter })?.sync).toMatchObject({
      consecutiveFailures: failures,
      failuresUntilDisabled: left,
    });
  });

  describe('has a consent', () => {
    it.each([
      ['2026-07-02', 0, 'EXPIRING'],
      ['2026-07-01', -1, 'EXPIRED'],
      ['2026-07-16', 14, 'EXPIRING'],
      ['2026-07-17', 15, 'VALID'],
      ['2026-10-26', 116, 'VALID'],
      ['2026-07-17 00:00:00', 15, 'VALID'],
      ['', null, 'UNKNOWN'],
      ['0000-00-00', null, 'UNKNOWN'],
      [null, null, 'UNKNOWN'],
      ['soon', null, 'UNKNOWN'],
    ])('until %j: %j days from the day in Germany, %s', (consent_valid_until, daysRemaining, state) => {
      expect(read({ consent_valid_until })?.consent).toMatchObject({ daysRemaining, state });
    });

    it('that expires as early as the operator says', () => {
      const early = { ...VIEW, consentExpiringDays: 100 };
      expect(read({ consent_valid_until: '2026-09-01' }, early)).toMatchObject({
        status: 'CONSENT_EXPIRING',
        requiredAction: 'REAUTHENTICATE',
      });
    });
  });

  it.each([
    ['full', 3, '2026-01-01', 'DISABLED', 'RECREATE'],
    ['none', 4, null, 'DISABLED', 'RECREATE'],
    ['full', 2, '2026-07-01', 'CONSENT_EXPIRED', 'REAUTHENTICATE'],
    ['shared', 0, '2026-07-01', 'CONSENT_EXPIRED', 'REAUTHENTICATE'],
    ['full', 1, '2026-07-03', 'SYNC_FAILING', 'RESYNC'],
    ['shared', 1, null, 'SYNC_FAILING', 'SUPPLY_CREDENTIAL_SHARE'],
    ['none', 2, null, 'SYNC_FAILING', 'REAUTHENTICATE'],
    [null, 1, null, 'SYNC_FAILING', 'REAUTHENTICATE'],
    ['none', 0, '2026-07-03', 'MANUAL_SYNC_ONLY', null],
    ['shared', 0, '2026-09-01', 'MANUAL_SYNC_ONLY', null],
    ['full', 0, '2026-07-03', 'CONSENT_EXPIRING', 'REAUTHENTICATE'],
    ['full', 0, '2026-09-01', 'ACTIVE', null],
    ['full', 0, null, 'ACTIVE', null],
    [null, 0, null, 'MANUAL_SYNC_ONLY', null],
  ])('of mode %j with %d failures and consent until %j is %s: %j', (mode, failures, until, status, action) => {
    const row = { sync_mode: mode, sync_fail_counter: failures, consent_valid_until: until };
    expect(read(row)).toMatchObject({ status, requiredAction: action });
  });

  it.each([null, undefined, [], 'text', 1, {}, { id: null }, { id: '../users' }])('is none: %j', (row) => {
    expect(toBankConnection(row, 'user', VIEW)).toBeNull();
  });
});
