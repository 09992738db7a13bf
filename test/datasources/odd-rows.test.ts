import fc from 'fast-check';
import { isUpstreamId } from '../../src/domain/global-id.js';
import { Graph, type Somebody } from '../support/graph.js';

const MEMBERS = {
  connection: [
    ...['id', 'transaction', 'bic', 'bank_name', 'country_id', 'sync_mode', 'sync_active', 'sync_message'],
    ...['sync_fail_counter', 'last_synced', 'consent_valid_until', 'testmode', 'created_at'],
  ],
  account: [
    ...['id', 'bank_connection_id', 'holder', 'iban', 'description', 'bic', 'account_number', 'bank_code'],
    ...['bank_name', 'country_id', 'type', 'joint_account', 'transaction_possible', 'created_at'],
  ],
  turnover: [
    ...['id', 'transaction_id', 'booking_date', 'amount', 'currency', 'currency_id', 'purpose', 'counter_iban'],
    ...['counter_bic', 'counter_holder', 'prebooked', 'canceled', 'tags', 'category_id', 'creditor_id', 'new'],
  ],
  balance: ['id', 'available', 'limit', 'balance', 'currency_id', 'currency', 'date'],
};

const WORDS = [
  ...['', ' ', '0', '1', 'true', 'full', 'giro', 'EUR', 'DE', 'K.1', '..', 'constructor', '__proto__', 'toString'],
  ...[
    '0000-00-00',
    '0000-00-00 00:00:00',
    '2026-02-30',
    '2026-10-25 02:30:00',
    '9999-12-31 23:59:59',
    '1.005',
    '1e400',
  ],
];

const value = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(null, 0, 1, -1, 1.5, 3, 2 ** 31, 2 ** 53, 1e300, -0, true, false, [], {}),
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(asWritten),
  fc.jsonValue({ maxDepth: 1 }),
);

const rowOf = (members: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record(Object.fromEntries(members.map((name) => [name, value])), { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  );

const CONNECTIONS = `{ viewer { connections {
  id xs2aId transactionId bankName bic country testMode createdAt status requiredAction
  sync { mode automatic lastSyncedAt consecutiveFailures failuresUntilDisabled message }
  consent { validUntil daysRemaining state }
} } }`;
const ACCOUNTS = `{ viewer { accounts {
  id xs2aId type rawType holder iban bic accountNumber bankCode bankName country description jointAccount
  transactionPossible createdAt connection { id } bankUser { id }
} } }`;
const TURNOVERS = `query ($id: ID!) { account(id: $id) { turnovers(first: 500) {
  nodes {
    id idSource bookingDate amount { value currency } direction status purpose
    counterparty { name iban bic creditorId } category { id path } tags isNew
  }
  totalCount totals { count net { value currency } } groups(by: CATEGORY) { key } asOf
} } }`;
const BALANCE = `query ($id: ID!) { account(id: $id) { balance {
  amount { value currency } available { value currency } limit { value currency } asOf
} } }`;

/** Rows like no other bank's: whatever upstream may write, one bad row costs itself at most, and never an error. */
describe('rows that are read', () => {
  let graph: Graph;
  let somebody: Somebody;

  beforeAll(async () => {
    graph = await Graph.open();
    somebody = await graph.person({ connections: 0, accounts: 0 });
  });

  afterAll(async () => {
    await graph.close();
  });

  afterEach(async () => {
    await graph.bank.heal();
  });

  it('make connections, or are counted as skipped', async () => {
    await forRows(rowOf(MEMBERS.connection), async (rows) => {
      await graph.bank.override({ path: '/v1/api/connections', merge: { data: rows } });
      const answer = await somebody.query<{ viewer: { connections: { xs2aId: string }[] } }>(CONNECTIONS);
      expect(answer.errors).toEqual([]);
      expectAllCounted(
        rows,
        answer.data.viewer.connections.map(({ xs2aId }) => xs2aId),
        answer.meter.skippedRows,
      );
    });
  });

  it('make accounts, or are counted as skipped', async () => {
    await forRows(rowOf(MEMBERS.account), async (rows) => {
      const { query } = await graph.person({ connections: 0, accounts: 0 });
      await graph.bank.override({ path: '/v1/api/accounts', merge: { data: rows } });
      const answer = await query<{ viewer: { accounts: { xs2aId: string }[] } }>(ACCOUNTS);
      expect(answer.errors).toEqual([]);
      expectAllCounted(
        rows,
        answer.data.viewer.accounts.map(({ xs2aId }) => xs2aId),
        answer.meter.skippedRows,
      );
    });
  });

  it('make turnovers, each with an id of its own, or are counted as skipped', async () => {
    await forRows(rowOf(MEMBERS.turnover), async (rows) => {
      const { query, accountIds } = await graph.person({ turnovers: 0 });
      await graph.bank.override({ path: '/v1/api/accounts/*/turnovers', merge: { turnovers: rows } });
      const answer = await query<{ account: { turnovers: { nodes: { id: string }[] } } }>(TURNOVERS, {
        id: accountIds[0],
      });
      expect(answer.errors).toEqual([]);
      const ids = answer.data.account.turnovers.nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length + answer.meter.skippedRows).toBe(rows.length);
    });
  });

  it('make a balance, or one error at its field', async () => {
    await forRows(rowOf(MEMBERS.balance), async ([body = null]) => {
      const { query, accountIds } = await graph.person();
      await graph.bank.override({ path: '/v1/api/accounts/*/balance', body: JSON.stringify(body) });
      const { data, errors } = await query<{ account: { balance: unknown } }>(BALANCE, { id: accountIds[0] });
      if (data.account.balance === null) expect(errors).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE' }]);
      else expect(errors).toEqual([]);
    });
  });

  it('are told to observers by their list', async () => {
    graph.skipped.length = 0;
    const { query } = await graph.person({ connections: 2, accounts: 3 });
    await graph.bank.override({ path: '/v1/api/accounts', rows: [null, { id: '' }] });
    await graph.bank.override({ path: '/v1/api/connections', rows: [7] });
    const { data, errors, meter } = await query<{ viewer: { accounts: object[]; connections: object[] } }>(
      '{ viewer { accounts { id } connections { id } } }',
    );
    expect(errors).toEqual([]);
    expect([data.viewer.accounts.length, data.viewer.connections.length, meter.skippedRows]).toEqual([3, 2, 3]);
    expect(graph.skipped.sort()).toEqual(['/v1/api/accounts', '/v1/api/accounts', '/v1/api/connections']);
  });

  async function forRows<T>(row: fc.Arbitrary<T>, check: (rows: T[]) => Promise<void>): Promise<void> {
    const rows = fc.array(row, { minLength: 1, maxLength: 25 });
    await fc.assert(fc.asyncProperty(rows, check), { numRuns: 30, endOnFailure: true });
  }

  /** A row that comes twice counts once. */
  function expectAllCounted(rows: readonly unknown[], ids: readonly string[], skipped: number): void {
    const readable = rows.map(idIn).filter(isId);
    expect([...ids].sort()).toEqual([...new Set(readable.map(String))].sort());
    expect(skipped).toBe(rows.length - readable.length);
  }
});

function idIn(row: unknown): unknown {
  return typeof row === 'object' && row !== null && !Array.isArray(row) && 'id' in row ? row.id : undefined;
}

function isId(id: unknown): boolean {
  const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  return isUpstreamId(text);
}

function asWritten(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
