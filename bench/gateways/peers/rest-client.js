import { Bank } from './bank.js';
import { byConnection } from './mapping.js';

/**
 * The floor: what a client does who calls XS2A itself, everything at once that can be, and puts the answer together.
 * Each gives the `data` that the workload's document gives.
 */
const WORKLOADS = {
  async dashboard(bank) {
    const [connections, accounts] = await Promise.all([bank.connections(), bank.accounts()]);
    const balances = await Promise.all(accounts.map(({ xs2aId }) => bank.balance(xs2aId)));
    const shown = accounts.map(({ connectionId, xs2aId, type, description, holder, iban }, index) => {
      return { connectionId, account: { xs2aId, type, description, holder, iban, balance: balances[index] } };
    });
    const groups = byConnection(shown);
    const accountsOf = ({ xs2aId }) => (groups.get(xs2aId) ?? []).map(({ account }) => account);
    return { viewer: { connections: connections.map((each) => ({ ...each, accounts: accountsOf(each) })) } };
  },

  async turnovers(bank, { xs2aId }) {
    const [{ bankName }, list] = await Promise.all([bank.account(xs2aId), bank.turnovers(xs2aId)]);
    const nodes = list.first(200).map(toNode);
    return { account: { xs2aId, bankName, turnovers: { totalCount: list.totalCount, nodes } } };
  },

  async balance(bank, { xs2aId }) {
    const [{ bankName }, balance] = await Promise.all([bank.account(xs2aId), bank.balance(xs2aId)]);
    return { account: { xs2aId, bankName, balance } };
  },

  async aggregate(bank, { xs2aId }) {
    const [{ bankName }, list] = await Promise.all([bank.account(xs2aId), bank.turnovers(xs2aId)]);
    const sums = { totals: list.totals(), months: list.groups('MONTH'), categories: list.groups('CATEGORY') };
    return { account: { xs2aId, bankName, turnovers: { totalCount: list.totalCount, ...sums } } };
  },

  async entities(bank, { representations }) {
    const accounts = new Map((await bank.accounts()).map((account) => [account.id, account]));
    return {
      _entities: representations.map(({ id }) => {
        const { xs2aId, type, description, holder, iban, bankName } = accounts.get(id);
        return { id, xs2aId, type, description, holder, iban, bankName };
      }),
    };
  },
};

/** What of an entry is asked for. */
function toNode({ bookingDate, amount, direction, status, purpose, counterparty, category, tags, isNew }) {
  return { bookingDate, amount, direction, status, purpose, counterparty, category, tags, isNew };
}

/** @returns the workload's data */
export function askRest(upstream, workload, accessToken, request) {
  return WORKLOADS[workload](new Bank(upstream, accessToken), request);
}
