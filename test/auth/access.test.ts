import { Permissions } from '../../src/auth/access.js';
import type { Principal } from '../../src/auth/principal.js';
import { SCOPES, SEEN_WITH, type Scope } from '../../src/domain/scope.js';

const someone = { subject: 's', bankUserId: 'b' } as const;

const limits = SCOPES.reduce<readonly (readonly Scope[])[]>(
  (subsets, scope) => [...subsets, ...subsets.map((subset) => [...subset, scope])],
  [[]],
);

const principals: readonly Principal[] = [
  { kind: 'anonymous' },
  { kind: 'bankUser', ...someone },
  ...limits.map((limitedTo) => ({ kind: 'bankUser', ...someone, limitedTo }) as const),
  ...limits.map((scopes) => ({ kind: 'service', subject: 's', scopes }) as const),
];

/** Everything that is ever asked about what a caller may do with what is theirs, answered. */
function permissionsOf(access: Permissions): string {
  const rules = (['AUTHENTICATED', 'SERVICE'] as const).flatMap((callers) =>
    [[], ...SCOPES.map((scope) => [scope])].map((anyOf) => () => {
      access.require(callers, anyOf);
    }),
  );
  const sights = [...SEEN_WITH.keys()].map((type) => () => {
    access.requireVisible(type);
  });
  const isAllowed = (ask: () => void) => {
    try {
      ask();
      return true;
    } catch {
      return false;
    }
  };
  return JSON.stringify([access.isLimited, access.mayActFor('b'), ...[...rules, ...sights].map(isAllowed)]);
}

it('gives callers who may do different things different keys', () => {
  const byKey = new Map<string, Set<string>>();
  for (const principal of principals) {
    const access = new Permissions(principal);
    const known = byKey.get(access.permissionsKey) ?? new Set();
    byKey.set(access.permissionsKey, known.add(permissionsOf(access)));
  }
  expect(byKey.size).toBeGreaterThan(2 * SCOPES.length);
  for (const [key, permissions] of byKey) expect([key, permissions.size]).toEqual([key, 1]);
});
