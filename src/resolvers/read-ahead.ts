import { Kind, type GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import type { PendingAccount } from '../datasources/reads/pending-account.js';
import { prefetch } from '../datasources/reads/prefetch.js';
import { SelectedFields } from './selected-fields.js';

/** Fields through which an operation may reach the account again, with turnovers of other dates. */
const ROUNDABOUT = ['bankUser', 'connection', 'turnoverChanges', 'coveredFrom', 'possibleGaps'];

/** Fields of a bank user that need the list of accounts. */
const TAKING_ACCOUNTS = ['accounts', 'turnovers', 'balanceTotals', 'recurringPayments', 'upcomingPayments'];

/** Prefetches the lists requested of a bank user in parallel with the bank user, which saves two round trips. */
export function readAheadOfBankUser(info: GraphQLResolveInfo, bankUserId: string, { sources }: GatewayContext): void {
  const asked = SelectedFields.below(info);
  const { bankConnections, accounts } = sources;
  if (asked.has('connections')) void prefetch(() => bankConnections.ofBankUser(bankUserId));
  const needsAccounts = TAKING_ACCOUNTS.some((name) => asked.has(name)) || asked.below('connections').has('accounts');
  if (needsAccounts) void prefetch(() => accounts.ofBankUser(bankUserId));
}

/**
 * Prefetches what is requested of an account while it is looked up in the list of accounts, which saves a round trip. Its
 * turnovers only when no other part of the operation can request them: otherwise not all dates are known yet, and one call would
 * become two.
 */
export function readAheadOfAccount(
  info: GraphQLResolveInfo,
  account: PendingAccount,
  { sources, turnoverAnswers }: Pick<GatewayContext, 'sources' | 'turnoverAnswers'>,
): void {
  const asked = SelectedFields.below(info);
  if (asked.has('balance') || asked.has('balanceHistory')) void prefetch(() => sources.balances.of(account));
  if (!isOnlyField(info) || ROUNDABOUT.some((name) => asked.has(name))) return;
  const takesAll = asked.has('balanceHistory') || asked.below('turnovers').takesAllTurnovers;
  turnoverAnswers.begin(account, asked.argumentsOf('turnovers'), takesAll);
}

function isOnlyField({ operation }: GraphQLResolveInfo): boolean {
  const [first, second] = operation.selectionSet.selections;
  return first?.kind === Kind.FIELD && second === undefined;
}
