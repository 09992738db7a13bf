/** The parts of the graph that a token can be limited to. */
export const SCOPES = ['read', 'users', 'connections', 'accounts', 'tokens'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * The scopes that make a type visible to a limited caller, on any path: a token that may sync a connection must not read accounts
 * from the result. A type that is not listed is visible with the field that returns it.
 */
export const SEEN_WITH: ReadonlyMap<string, readonly Scope[]> = new Map([
  ['BankUser', ['read', 'users']],
  ['AccessToken', ['read', 'tokens']],
  ['BankConnection', ['read', 'connections']],
  ['BankConnectionChange', ['read', 'connections']],
  ['Account', ['read']],
  ['TurnoverConnection', ['read']],
  ['TurnoverChanges', ['read']],
  ['Turnover', ['read']],
  ['OwnTransfer', ['read']],
  ['BalanceHistory', ['read']],
  ['BalanceTotals', ['read']],
  ['RecurringPayments', ['read']],
  ['RecurringPayment', ['read']],
  ['UpcomingPayments', ['read']],
  ['ExpectedPayment', ['read']],
]);

/**
 * The scopes of a service caller; empty when the token is not a service's.
 *
 * @param granted the scopes of the token; @param full the scope that allows everything, and the prefix of the partial scopes
 */
export function serviceScopesOf(granted: readonly string[], full: string): readonly Scope[] {
  return granted.includes(full) ? SCOPES : partsOf(granted, full);
}

/** The scopes of which a service's token needs one to have one of the parts. */
export function serviceScopesWith(parts: readonly Scope[], full: string): readonly string[] {
  return [full, ...parts.map((part) => `${full}:${part}`)];
}

/**
 * What a bank user's token is limited to; undefined (not limited) when none of its scopes has the prefix. A misspelt scope with
 * the prefix still limits the token: it never allows more than intended.
 */
export function limitOf(granted: readonly string[], prefix: string): readonly Scope[] | undefined {
  return granted.some((scope) => scope.startsWith(`${prefix}:`)) ? partsOf(granted, prefix) : undefined;
}

function partsOf(granted: readonly string[], prefix: string): readonly Scope[] {
  return SCOPES.filter((scope) => granted.includes(`${prefix}:${scope}`));
}
