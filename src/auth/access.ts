import { notFound, parseBankUserId, parseOwnedId, type BankUserRef, type OwnedRef } from '../domain/global-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Principal } from './principal.js';
import { SEEN_WITH, type ServiceScope } from './service-scope.js';

/** Which callers a root field serves at all; whose data they get is decided per id. */
export type Callers = 'ANYBODY_KNOWN' | 'SERVICE';

/**
 * What a caller may do. A bank user may do everything with what is theirs and nothing else; a service caller acts for any
 * bank user, within the scopes of its token. What belongs to somebody else is as good as missing, so that nobody learns what exists.
 */
export class Access {
  constructor(private readonly principal: Principal) {}

  /**
   * @param anyOf the scopes of which a service caller needs one; any will do where none is named
   * @throws GatewayError UNAUTHENTICATED, FORBIDDEN
   */
  require(callers: Callers, anyOf: readonly ServiceScope[] = []): void {
    const { principal } = this;
    if (principal.kind === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
    if (callers === 'SERVICE' && principal.kind !== 'service') throw new GatewayError('FORBIDDEN');
    if (anyOf.length > 0 && !this.hasScope(anyOf)) throw new GatewayError('FORBIDDEN');
  }

  /** Whether there are types that the caller sees nothing of, whoever's they are. */
  get isLimited(): boolean {
    return !this.hasScope(['read']);
  }

  maySee(type: string): boolean {
    const anyOf = SEEN_WITH.get(type);
    return anyOf === undefined || this.hasScope(anyOf);
  }

  get callerKind(): Principal['kind'] {
    return this.principal.kind;
  }

  /** XS2A's id of the bank user who calls; undefined for a service caller. */
  get ownBankUserId(): string | undefined {
    return this.principal.kind === 'bankUser' ? this.principal.bankUserId : undefined;
  }

  mayActFor(bankUserId: string): boolean {
    return this.principal.kind === 'service' || this.ownBankUserId === bankUserId;
  }

  /** The bank user behind a global id; undefined when the id is malformed or foreign. */
  findBankUser(id: string): BankUserRef | undefined {
    return this.ifMine(parseBankUserId(id));
  }

  /** The connection or account behind a global id; undefined when the id is malformed or foreign. */
  findOwned(type: 'BankConnection' | 'Account', id: string): OwnedRef | undefined {
    return this.ifMine(parseOwnedId(type, id));
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

  /** Bank users have no scopes: what is theirs is all that they see. */
  private hasScope(anyOf: readonly ServiceScope[]): boolean {
    const { principal } = this;
    return principal.kind !== 'service' || principal.scopes.some((scope) => anyOf.includes(scope));
  }

  private ifMine<T extends BankUserRef>(ref: T | undefined): T | undefined {
    return ref !== undefined && this.mayActFor(ref.bankUserId) ? ref : undefined;
  }
}

function refuse(): never {
  throw notFound();
}
