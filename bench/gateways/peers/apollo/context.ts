import DataLoader from 'dataloader';
import type { Bank } from '../bank.js';
import type { Account, Balance, TurnoverConnection } from './types.js';

export interface Context {
  bank: Bank;
  accounts: DataLoader<string, Account[]>;
  balances: DataLoader<string, Balance>;
  turnovers: DataLoader<string, TurnoverConnection['list']>;
}

/** For one request. */
export function loadersOf(bank: Bank): Omit<Context, 'bank'> {
  return {
    accounts: new DataLoader(async (ids) => {
      const accounts = (await bank.accounts()) as Account[];
      return ids.map((id) => accounts.filter(({ connectionId }) => connectionId === id));
    }),
    balances: new DataLoader((ids) => Promise.all(ids.map((id) => bank.balance(id) as Promise<Balance>))),
    turnovers: new DataLoader((ids) =>
      Promise.all(ids.map((id) => bank.turnovers(id) as Promise<TurnoverConnection['list']>)),
    ),
  };
}
