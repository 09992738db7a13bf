import {
  notFound,
  parseBankUserId,
  parseOwnedId,
  parseTurnoverId,
  type BankUserRef,
  type OwnedRef,
  type TurnoverRef,
} from '../domain/global-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Principal } from './principal.js';
import { SCOPES, SEEN_WITH, type Scope } from '../domain/scope.js';

/** Which callers a root field serves. Whose data they get is decided per id. */
export type Callers = 'AUTHENTICATED' | 'SERVICE';

/**
 * What a caller may do. A bank user may do everything with their own data and nothing else, a service caller acts for any bank
 * user; both within the scopes of their token, if it has any. Objects of others are treated as missing, so that nobody learns
 * what exists.
 */
export class Permissions {
  private readonly scopes: readonly Scope[];

  constructor(private readonly principal: Principal) {
    this.scopes = scopesOf(principal);
  }

  /**
   * @param anyOf the caller needs one of these scopes; empty: none is needed
   * @throws GatewayError UNAUTHENTICATED; FORBIDDEN, with the missing scope
   */
  require(callers: Callers, anyOf: readonly Scope[] = []): void {
    const { principal } = this;
    if (principal.kind === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
    if (callers === 'SERVICE' && principal.kind !== 'service') throw forbidden(FOR_SERVICES);
    if (anyOf.length > 0 && !this.hasScope(anyOf)) throw forbidden(missing(anyOf, 'do this'));
  }

  /**
   * @param type a selected type
   * @throws GatewayError FORBIDDEN, with the missing scope
   */
  requireVisible(type: string): void {
    const anyOf = SEEN_WITH.get(type);
    if (anyOf !== undefined && !this.hasScope(anyOf)) throw forbidden(missing(anyOf, `see ${type}`));
  }

  /** Whether some types are invisible to the caller. */
  get isLimited(): boolean {
    return !this.hasScope(['read']);
  }

  /** Equal for callers with the same permissions on their own data: for cache keys. Does not identify the bank user. */
  get permissionsKey(): string {
    return [this.principal.kind, ...this.scopes].join(' ');
  }

  /** XS2A's id of the calling bank user; undefined for a service caller. */
  get ownBankUserId(): string | undefined {
    return this.principal.kind === 'bankUser' ? this.principal.bankUserId : undefined;
  }

  mayActFor(bankUserId: string): boolean {
    return this.principal.kind === 'service' || this.ownBankUserId === bankUserId;
  }

  /** The bank user behind a global id; undefined when the id is malformed or foreign. */
  findBankUser(id: string): BankUserRef | undefined {
    return this.ifPermitted(parseBankUserId(id));
  }

  /** The connection or account behind a global id; undefined when the id is malformed or foreign. */
  findOwned(type: 'BankConnection' | 'Account', id: string): OwnedRef | undefined {
    return this.ifPermitted(parseOwnedId(type, id));
  }

  /** The turnover behind a global id; undefined when the id is malformed or foreign. */
  findTurnover(id: string): TurnoverRef | undefined {
    return this.ifPermitted(parseTurnoverId(id));
  }

  /** @throws GatewayError NOT_FOUND when the id is malformed or foreign */
  bankUser(id: string): BankUserRef {
    return this.findBankUser(id) ?? refuse();
  }

  /** @throws GatewayError NOT_FOUND when the id is malformed or foreign */
  owned(type: 'BankConnection' | 'Account', id: string): OwnedRef {
    return this.findOwned(type, id) ?? refuse();
  }

  /** @throws GatewayError NOT_FOUND when the id is malformed or of another bank user, whoever calls */
  ownedBy(bankUserId: string, type: 'BankConnection' | 'Account', id: string): OwnedRef {
    const ref = this.owned(type, id);
    return ref.bankUserId === bankUserId ? ref : refuse();
  }

  private hasScope(anyOf: readonly Scope[]): boolean {
    return this.scopes.some((scope) => anyOf.includes(scope));
  }

  private ifPermitted<T extends BankUserRef>(ref: T | undefined): T | undefined {
    return ref !== undefined && this.mayActFor(ref.bankUserId) ? ref : undefined;
  }
}

const FOR_SERVICES = 'This is for service callers only.';

function missing(anyOf: readonly Scope[], purpose: string): string {
  return `The token lacks the scope to ${purpose}: ${anyOf.join(' or ')}.`;
}

function forbidden(message: string): GatewayError {
  return new GatewayError('FORBIDDEN', { message });
}

/** In canonical order. */
function scopesOf(principal: Principal): readonly Scope[] {
  switch (principal.kind) {
    case 'anonymous':
      return [];
    case 'bankUser':
      return principal.limitedTo === undefined ? SCOPES : inOrder(principal.limitedTo);
    case 'service':
      return inOrder(principal.scopes);
  }
}

function inOrder(scopes: readonly Scope[]): readonly Scope[] {
  return SCOPES.filter((scope) => scopes.includes(scope));
}

function refuse(): never {
  throw notFound();
}
