import type { BankUserClient, GatewayClient, TurnoverChanges } from '@xs2a-graphql-gateway/client';

/** Where an importer keeps what it has taken over. */
export interface Copy {
  /** Up to where the account is taken over; undefined for an account that is new. */
  cursorOf(accountId: string): string | undefined;
  /** Replaces months of an account and keeps the cursor that goes with them: both or neither. */
  replace(accountId: string, months: TurnoverChanges['months'], cursor: string): void;
  accountIds(): readonly string[];
  /** The account is gone. */
  drop(accountId: string): void;
}

export interface Imported {
  readonly accounts: number;
  /** Months that were replaced. */
  readonly months: number;
}

/**
 * Brings a copy up to date with all accounts of a bank user. May end at any moment and be started again: what it has taken over by
 * then stays, and the rest follows.
 */
export async function importTurnovers(gateway: GatewayClient, bankUser: BankUserClient, copy: Copy): Promise<Imported> {
  const { data: accounts } = await bankUser.listAccounts();
  const present = new Set(accounts.map(({ id }) => id));
  for (const id of copy.accountIds()) if (!present.has(id)) copy.drop(id);
  let months = 0;
  for (const id of present) {
    for await (const changes of gateway.account(id).iterateTurnoverChanges(copy.cursorOf(id))) {
      copy.replace(id, changes.months, changes.cursor);
      months += changes.months.length;
    }
  }
  return { accounts: present.size, months };
}
