/**
 * What a service token can be limited to. The scopes are named behind the one that allows all of it: `xs2a:service:read` with
 * the usual `xs2a:service`.
 */
export const SERVICE_SCOPES = ['read', 'users', 'connections', 'accounts', 'tokens'] as const;
export type ServiceScope = (typeof SERVICE_SCOPES)[number];

/**
 * With which of the scopes a service caller sees the things of these types, however it gets to them: a token that may sync a
 * connection must not read accounts from its answer. A type that is not here belongs to the field that answers with it.
 */
export const SEEN_WITH: ReadonlyMap<string, readonly ServiceScope[]> = new Map([
  ['BankUser', ['read', 'users']],
  ['BankConnection', ['read', 'connections']],
  ['Account', ['read']],
  ['TurnoverConnection', ['read']],
]);

/** @param granted the scopes of a token; @param full the one that allows everything */
export function serviceScopesOf(granted: readonly string[], full: string): readonly ServiceScope[] {
  if (granted.includes(full)) return SERVICE_SCOPES;
  return SERVICE_SCOPES.filter((scope) => granted.includes(`${full}:${scope}`));
}
