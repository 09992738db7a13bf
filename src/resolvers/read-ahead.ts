import { Kind, type GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import type { PendingAccount } from '../datasources/reads/pending-account.js';
import { prefetch } from '../datasources/reads/prefetch.js';
import { SelectedFields } from './selected-fields.js';

/** Fields of an account that lead to its turnovers of other dates, or may lead to the account again. */
const ROUNDABOUT = ['bankUser', 'connection', 'turnoverChanges', 'coveredFrom', 'possibleGaps'];

/** Begins to read the lists that are asked of a bank user while the bank user is being read, which spares two rounds. */
export function readAheadOfBankUser(info: GraphQLResolveInfo, bankUserId: string, { sources }: GatewayContext): void {
  const asked = SelectedFields.below(info);
  const { bankConnections, accounts } = sources;
  if (asked.has('connections')) void prefetch(() => bankConnections.ofBankUser(bankUserId));
  const needsAccounts = asked.has('accounts') || asked.has('turnovers') || asked.below('connections').has('accounts');
  if (needsAccounts) void prefetch(() => accounts.ofBankUser(bankUserId));
}

/**
 * Begins to read what is asked of an account while it is being looked up in the list of accounts, which spares a round. Its
 * turnovers only where nothing else in the operation can ask for them: else not all dates would be known, and one call would
 * become two.
 */
export function readAheadOfAccount(
  info: GraphQLResolveInfo,
  account: PendingAccount,
  { sources, turnoverAnswers }: Pick<GatewayContext, 'sources' | 'turnoverAnswers'>,
): void {
  const asked = SelectedFields.below(info);
  if (asked.has('balance')) void prefetch(() => sources.balances.of(account));
  if (!isOnlyField(info) || ROUNDABOUT.some((name) => asked.has(name))) return;
  turnoverAnswers.begin(account, asked.argumentsOf('turnovers'));
}

function isOnlyField({ operation }: GraphQLResolveInfo): boolean {
  const [first, second] = operation.selectionSet.selections;
  return first?.kind === Kind.FIELD && second === undefined;
}
