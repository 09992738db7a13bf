import { toAccount, toBalance, toConnection, toTurnover } from '../mapping.js';

/** REST-shaped answers in the shape of the others', so that they can be compared. */
export function fromHive(workload, data) {
  return READERS[workload](data);
}

const READERS = {
  dashboard({ connections, accounts }) {
    const accountOf = (row) => {
      const { xs2aId, type, description, holder, iban } = toAccount(row, '');
      return { xs2aId, type, description, holder, iban, balance: balanceOf(row.balance) };
    };
    const accountsOf = ({ id }) => accounts.data.filter((row) => row.bank_connection_id === id).map(accountOf);
    return {
      viewer: { connections: connections.data.map((row) => ({ ...toConnection(row), accounts: accountsOf(row) })) },
    };
  },
  turnovers({ account, turnovers: { turnovers } }) {
    const nodes = turnovers.map(nullsAsLeftOut).map(toTurnover);
    for (const node of nodes) delete node.minor;
    return { account: { ...headOf(account), turnovers: { totalCount: nodes.length, nodes } } };
  },
  balance: ({ account, balance }) => ({ account: { ...headOf(account), balance: balanceOf(balance) } }),
};

function headOf({ id, bank_name: bankName }) {
  return { xs2aId: id, bankName };
}

function balanceOf(row) {
  return toBalance(nullsAsLeftOut(row));
}

/** A row has one of the two spellings of its currency; GraphQL answers null for the other. */
function nullsAsLeftOut(row) {
  const { currency, currency_id: currencyId } = row;
  return { ...row, currency_id: currencyId ?? currency };
}
