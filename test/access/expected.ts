import { SERVICE_SCOPES, type ServiceScope } from '../../src/auth/service-scope.js';
import type { Call } from './calls.js';
import type { Row } from './rules.js';

/** Who asks. A service caller is one by all of the scopes or by one of them. */
export type Asker =
  | { readonly kind: 'owner' | 'other' | 'anonymous' | 'expired' | 'wrong audience' | 'wrong issuer' | 'wrong key' }
  | { readonly kind: 'service'; readonly scopes: readonly ServiceScope[] };

export const ASKERS: readonly Asker[] = [
  { kind: 'owner' },
  { kind: 'other' },
  { kind: 'service', scopes: SERVICE_SCOPES },
  ...SERVICE_SCOPES.map((scope): Asker => ({ kind: 'service', scopes: [scope] })),
  { kind: 'anonymous' },
  { kind: 'expired' },
  { kind: 'wrong audience' },
  { kind: 'wrong issuer' },
  { kind: 'wrong key' },
];

/** `data`: what was asked for; `own`: the same of the caller's; `null`; an error's code; a type of the mutation's result; HTTP 401. */
export type Outcome =
  'data' | 'own' | 'null' | 'NOT_FOUND' | 'NotFoundError' | 'FORBIDDEN' | 'UNAUTHENTICATED' | 'HTTP 401';

/** What the declared rule of a row means for a caller. */
export function expectedOutcome({ callers, scopes, kind }: Row, { about }: Pick<Call, 'about'>, asker: Asker): Outcome {
  switch (asker.kind) {
    case 'anonymous':
      return 'UNAUTHENTICATED';
    case 'service':
      if (!asker.scopes.some((scope) => scopes.includes(scope))) return 'FORBIDDEN';
      return about === 'CALLER' ? 'null' : 'data';
    case 'owner':
      return callers === 'SERVICE' ? 'FORBIDDEN' : 'data';
    case 'other':
      if (callers === 'SERVICE') return 'FORBIDDEN';
      if (about === 'THING') return ({ query: 'NOT_FOUND', mutation: 'NotFoundError', entity: 'null' } as const)[kind];
      return about === 'CALLER' ? 'own' : 'data';
    default:
      return 'HTTP 401';
  }
}
