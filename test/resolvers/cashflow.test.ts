import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest } from '../support/test-bank.js';

interface Amount {
  readonly value: string;
  readonly currency: string | null;
}
interface Range {
  readonly least: Amount;
  readonly greatest: Amount;
}
interface Entry {
  readonly id: string;
  readonly bookingDate: string;
  readonly status: string;
  readonly amount: Amount;
  readonly account: { id: string };
  readonly ownTransfer: { account: { id: string }; turnover: { id: string } | null } | null;
  readonly recurringPayment: { id: string } | null;
}
interface Recurring {
  readonly id: string;
  readonly cadence: string;
  readonly status: string;
  readonly direction: string;
  readonly amount: Amount;
  readonly yearly: Amount;
  readonly occurrenceCount: number;
  readonly occurrences: { id: string; bookingDate: string }[];
  readonly next: { earliest: string; latest: string; amountRange: Range; recurringPayment: { id: string } } | null;
}
interface Account {
  readonly id: string;
  readonly balance: { amount: Amount | null };
}

const AMOUNT = 'value currency';
const RANGE = `least { ${AMOUNT} } greatest { ${AMOUNT} }`;
const EXPECTED = `earliest latest amountRange { ${RANGE} } account { id } recurringPayment { id } turnover { id }`;
const RECURRING = `id name cadence status direction amount { ${AMOUNT} } yearly { ${AMOUNT} } amountRange { ${RANGE} } isAmountFixed
  firstDate lastDate occurrenceCount occurrences(first: 100) { id bookingDate } next { ${EXPECTED} }`;
const DASHBOARD = `{ viewer {
  accounts { id balance { amount { ${AMOUNT} } } balanceHistory(from: "2020-01-01") { coveredFrom isExact points { date amount { ${AMOUNT} } } } }
  balanceTotals(connected: null) { totals { ${AMOUNT} } incompleteAccounts { code account { id } } }
  recurringPayments { payments { ${RECURRING} } basedOn { from to } incompleteAccounts { code } }
  upcomingPayments(days: 90) { payments { ${EXPECTED} } totals { ${RANGE} } }
  turnovers(first: 500) { totalCount nodes {
    id bookingDate status amount { ${AMOUNT} } account { id }
    ownTransfer { account { id } turnover { id } } recurringPayment { id } } }
} }`;

interface Dashboard {
  readonly viewer: {
    accounts: (Account & {
      balanceHistory: { coveredFrom: string; isExact: boolean; points: { date: string; amount: Amount }[] } | null;
    })[];
    balanceTotals: { totals: Amount[]; incompleteAccounts: { code: string; account: { id: string } }[] };
    recurringPayments: { payments: Recurring[]; basedOn: { from: string; to: string } };
    upcomingPayments: {
      payments: { earliest: string; recurringPayment: { id: string } | null; turnover: { id: string } | null }[];
      totals: Range[];
    };
    turnovers: { totalCount: number; nodes: Entry[] };
  };
}

describe('money that calculates', () => {
  let bank: BankUnderTest;
  let gateway: GatewayUnderTest;
  let caller: Caller;
  let viewer: Dashboard['viewer'];

  beforeAll(async () => {
    bank = await BankUnderTest.start({});
    gateway = await GatewayUnderTest.start(bank);
    caller = await gateway.as(bank.people[0] ?? { id: '' });
    ({ viewer } = await caller.data<Dashboard>(DASHBOARD));
  });

  afterAll(async () => {
    await gateway.close();
    await bank.close();
  });

  const minor = ({ value }: Amount): bigint => BigInt(value.replace('.', ''));
  const sum = (amounts: readonly Amount[]): bigint => amounts.reduce((total, amount) => total + minor(amount), 0n);

  it('finds recurring payments, each with its evidence', () => {
    const { payments, basedOn } = viewer.recurringPayments;
    expect(payments.length).toBeGreaterThan(5);
    expect(new Set(payments.map(({ id }) => id)).size).toBe(payments.length);
    expect(payments.map(({ direction }) => direction)).toEqual(expect.arrayContaining(['DEBIT', 'CREDIT']));
    for (const { occurrences, occurrenceCount, next, status, id } of payments) {
      expect(occurrences).toHaveLength(Math.min(100, occurrenceCount));
      expect(occurrences.every(({ bookingDate }) => bookingDate >= basedOn.from && bookingDate <= basedOn.to)).toBe(
        true,
      );
      expect(next === null).toBe(status === 'ENDED');
      if (next !== null) expect(next.recurringPayment.id).toBe(id);
    }
  });

  it('leads from an entry to what it is an occurrence of, and back', () => {
    const byId = new Map(viewer.recurringPayments.payments.map((payment) => [payment.id, payment]));
    const recurring = viewer.turnovers.nodes.filter(({ recurringPayment }) => recurringPayment !== null);
    expect(recurring.length).toBeGreaterThan(10);
    for (const { recurringPayment } of recurring) expect(byId.has(recurringPayment?.id ?? '')).toBe(true);
    const evidence = new Set([...byId.values()].flatMap(({ occurrences }) => occurrences.map(({ id }) => id)));
    const shown = viewer.turnovers.nodes.filter(({ id }) => evidence.has(id));
    expect(shown.every(({ recurringPayment }) => recurringPayment !== null)).toBe(true);
  });

  it('pairs transfers between own accounts from both sides, and leaves them out of recurring payments', () => {
    const byId = new Map(viewer.turnovers.nodes.map((entry) => [entry.id, entry]));
    const transfers = viewer.turnovers.nodes.filter(({ ownTransfer }) => ownTransfer !== null);
    expect(transfers.length).toBeGreaterThan(0);
    for (const { id, account, ownTransfer, recurringPayment } of transfers) {
      expect(recurringPayment).toBeNull();
      expect(ownTransfer?.account.id).not.toBe(account.id);
      const other = byId.get(ownTransfer?.turnover?.id ?? '');
      if (other !== undefined) expect(other.ownTransfer).toEqual({ account: { id: account.id }, turnover: { id } });
    }
  });

  it('leaves transfers between own accounts out of the list, the totals and the groups', async () => {
    const FILTERED = `{ viewer { turnovers(first: 500, filter: { excludeOwnTransfers: true }) {
      nodes { id ownTransfer { account { id } } } totalCount groups(by: ACCOUNT) { key totals { count } } } } }`;
    const { viewer: filtered } = await caller.data<{
      viewer: {
        turnovers: { nodes: Entry[]; totalCount: number; groups: { key: string; totals: { count: number }[] }[] };
      };
    }>(FILTERED);
    expect(filtered.turnovers.nodes.every(({ ownTransfer }) => ownTransfer === null)).toBe(true);
    expect(filtered.turnovers.totalCount).toBeLessThan(viewer.turnovers.totalCount);
    const ids = viewer.accounts.map(({ id }) => id);
    expect(filtered.turnovers.groups.every(({ key }) => ids.includes(key))).toBe(true);
  });

  it('ends the history of balances with what the bank states, and conserves it from day to day', () => {
    const histories = viewer.accounts.filter(({ balanceHistory }) => balanceHistory !== null);
    expect(histories.length).toBeGreaterThan(1);
    for (const { id, balance, balanceHistory } of histories) {
      const points = balanceHistory?.points ?? [];
      const [last] = points.slice(-1);
      expect(last?.amount).toEqual(balance.amount);
      const booked = viewer.turnovers.nodes.filter(({ account, status }) => account.id === id && status === 'BOOKED');
      const oldest = viewer.turnovers.nodes.at(-1)?.bookingDate ?? '';
      for (const [index, { date, amount }] of points.entries()) {
        const before = points[index - 1];
        if (before === undefined || date <= oldest) continue;
        const ofDay = booked.filter(({ bookingDate }) => bookingDate === date).map((entry) => entry.amount);
        expect(minor(amount) - minor(before.amount)).toBe(sum(ofDay));
      }
    }
  });

  it('sums balances per currency, and names the accounts that have none', () => {
    const { totals, incompleteAccounts } = viewer.balanceTotals;
    const amounts = viewer.accounts.map(({ balance }) => balance.amount).filter((amount) => amount !== null);
    for (const total of totals) {
      expect(minor(total)).toBe(sum(amounts.filter(({ currency }) => currency === total.currency)));
    }
    const without = viewer.accounts.filter(({ balance }) => balance.amount === null).map(({ id }) => id);
    expect(incompleteAccounts.map(({ account }) => account.id).sort()).toEqual(without.sort());
  });

  it('lists what is to come, the earliest first', () => {
    const { payments, totals } = viewer.upcomingPayments;
    expect(payments.length).toBeGreaterThan(5);
    expect(payments.map(({ earliest }) => earliest)).toEqual(payments.map(({ earliest }) => earliest).sort());
    expect(totals.length).toBeGreaterThan(0);
    expect(payments.every(({ recurringPayment, turnover }) => recurringPayment !== null || turnover !== null)).toBe(
      true,
    );
  });

  it('reads nothing but the turnovers and the balances, each once, and nothing again', async () => {
    await bank.forgetRequests();
    const other = await gateway.as(bank.people[1] ?? { id: '' });
    const cold = await other.ask<Dashboard>(DASHBOARD);
    const paths = (await bank.requests()).map(({ path }) => path).filter((path) => /turnovers|balance/.test(path));
    expect(paths).toHaveLength(2 * cold.data.viewer.accounts.length);
    expect(new Set(paths).size).toBe(paths.length);
    const warm = await other.ask<Dashboard>(DASHBOARD);
    expect(warm.extensions.xs2a.upstreamCalls).toBeLessThanOrEqual(1);
    expect(warm.data).toEqual(cold.data);
  });

  it('refuses days beyond 1 to 90, histories beyond ten years, and accounts of others', async () => {
    const other = await gateway.as(bank.people[1] ?? { id: '' });
    const { viewer: theirs } = await other.data<{ viewer: { accounts: { id: string }[] } }>(
      '{ viewer { accounts { id } } }',
    );
    const codeOf = async (field: string) => (await caller.ask(`{ viewer { ${field} } }`)).errors[0]?.extensions.code;
    expect(await codeOf('upcomingPayments(days: 0) { totals { least { value } } }')).toBe('BAD_USER_INPUT');
    expect(await codeOf('upcomingPayments(days: 91) { totals { least { value } } }')).toBe('BAD_USER_INPUT');
    expect(await codeOf('accounts { balanceHistory(from: "2001-01-01", to: "2026-01-01") { isExact } }')).toBe(
      'BAD_USER_INPUT',
    );
    expect(await codeOf(`recurringPayments(accountIds: ["${theirs.accounts[0]?.id}"]) { basedOn { from } }`)).toBe(
      'NOT_FOUND',
    );
  });
});
