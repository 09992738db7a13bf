/** The parts of the graph that a token can be limited to. */
export const SCOPES = ['read', 'users', 'connections', 'accounts', 'tokens'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * With which of the scopes a limited caller sees the things of these types, however it gets to them: a token that may sync a
 * connection must not read accounts from its answer. A type that is not here belongs to the field that answers with it.
 */
export const SEEN_WITH: ReadonlyMap<string, readonly Scope[]> = new Map([
  ['BankUser', ['read', 'users']],
  ['AccessToken', ['read', 'tokens']],
  ['BankConnection', ['read', 'connections']],
  ['Account', ['read']],
  ['TurnoverConnection', ['read']],
  ['TurnoverChanges', ['read']],
  ['Turnover', ['read']],
]);

/**
 * What a service may do; nothing where the token is no service's.
 *
 * @param granted the scopes of a token; @param full the one that allows everything, and stands before the names of parts
 */
export function serviceScopesOf(granted: readonly string[], full: string): readonly Scope[] {
  return granted.includes(full) ? SCOPES : partsOf(granted, full);
}

/**
 * What a bank user's token is limited to; undefined where none of its scopes begins with the prefix, which allows everything with
 * their own data. A scope that is misspelt behind the prefix limits as well: a token that was meant to do less never does more.
 */
export function limitOf(granted: readonly string[], prefix: string): readonly Scope[] | undefined {
  return granted.some((scope) => scope.startsWith(`${prefix}:`)) ? partsOf(granted, prefix) : undefined;
}

function partsOf(granted: readonly string[], prefix: string): readonly Scope[] {
  return SCOPES.filter((scope) => granted.includes(`${prefix}:${scope}`));
}
