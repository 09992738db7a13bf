import { SCOPES, type Scope } from '../../src/domain/scope.js';
import type { Call } from './calls.js';
import type { Row } from './rules.js';

/** Who asks. A service caller is one by all of the scopes or by one of them, a limited owner by one of them. */
export type Asker =
  | { readonly kind: 'owner' | 'other' | 'anonymous' | 'expired' | 'wrong audience' | 'wrong issuer' | 'wrong key' }
  | { readonly kind: 'service' | 'limited owner'; readonly scopes: readonly Scope[] };

export const ASKERS: readonly Asker[] = [
  { kind: 'owner' },
  ...SCOPES.map((scope): Asker => ({ kind: 'limited owner', scopes: [scope] })),
  { kind: 'other' },
  { kind: 'service', scopes: SCOPES },
  ...SCOPES.map((scope): Asker => ({ kind: 'service', scopes: [scope] })),
  { kind: 'anonymous' },
  { kind: 'expired' },
  { kind: 'wrong audience' },
  { kind: 'wrong issuer' },
  { kind: 'wrong key' },
];

/** `data`: what was asked for; `own`: the same of the caller's; `null`; an error's code; a type of the mutation's result; HTTP 401. */
export type Outcome =
  'data' | 'own' | 'null' | 'NOT_FOUND' | 'NotFoundError' | 'FORBIDDEN' | 'UNAUTHENTICATED' | 'HTTP 401';

const MISSING = {
  query: 'NOT_FOUND',
  mutation: 'NotFoundError',
  subscription: 'NOT_FOUND',
  field: 'NOT_FOUND',
  entity: 'null',
} as const;

/** What the declared rule of a row means for a caller. */
export function expectedOutcome({ callers, scopes, kind }: Row, { about }: Pick<Call, 'about'>, asker: Asker): Outcome {
  if ('scopes' in asker && !asker.scopes.some((scope) => scopes.includes(scope))) return 'FORBIDDEN';
  switch (asker.kind) {
    case 'anonymous':
      return 'UNAUTHENTICATED';
    case 'service':
      return about === 'CALLER' ? 'null' : 'data';
    case 'owner':
    case 'limited owner':
      return callers === 'SERVICE' ? 'FORBIDDEN' : 'data';
    case 'other':
      // What a field belongs to is not found before anybody asks for the field.
      if (callers === 'SERVICE' && kind !== 'field') return 'FORBIDDEN';
      if (about === 'THING') return MISSING[kind];
      return about === 'CALLER' ? 'own' : 'data';
    default:
      return 'HTTP 401';
  }
}
