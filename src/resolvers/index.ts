import type { NonEmptyArray } from 'type-graphql';
import { AccountMutationsResolver } from './account-mutations.resolver.js';
import { AccountResolver } from './account.resolver.js';
import { BankConnectionMutationsResolver } from './bank-connection-mutations.resolver.js';
import { BankConnectionResolver } from './bank-connection.resolver.js';
import { BankUserMutationsResolver } from './bank-user-mutations.resolver.js';
import { BankUserResolver } from './bank-user.resolver.js';
import {
  AccountTurnoversResolver,
  BankUserTurnoversResolver,
  IncompleteAccountResolver,
  TurnoverConnectionResolver,
  TurnoverResolver,
} from './turnover.resolver.js';

export const RESOLVERS: NonEmptyArray<new () => object> = [
  BankUserResolver,
  BankUserTurnoversResolver,
  BankUserMutationsResolver,
  BankConnectionResolver,
  BankConnectionMutationsResolver,
  AccountResolver,
  AccountTurnoversResolver,
  AccountMutationsResolver,
  TurnoverConnectionResolver,
  TurnoverResolver,
  IncompleteAccountResolver,
];
