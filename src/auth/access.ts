import { notFound, parseBankUserId, parseOwnedId, type BankUserRef, type OwnedRef } from '../domain/global-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Principal } from './principal.js';

/** Which callers a root field serves at all; whose data they get is decided per id. */
export type Callers = 'ANYBODY_KNOWN' | 'SERVICE';

/**
 * What a caller may do. A bank user may do everything with what is theirs and nothing else; a service caller acts for any
 * bank user. What belongs to somebody else is as good as missing, so that nobody learns what exists.
 */
export class Access {
  constructor(private readonly principal: Principal) {}

  /** @throws GatewayError UNAUTHENTICATED, FORBIDDEN */
  require(callers: Callers): void {
    if (this.principal.kind === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
    if (callers === 'SERVICE' && this.principal.kind !== 'service') throw new GatewayError('FORBIDDEN');
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

  private ifMine<T extends BankUserRef>(ref: T | undefined): T | undefined {
    return ref !== undefined && this.mayActFor(ref.bankUserId) ? ref : undefined;
  }
}

function refuse(): never {
  throw notFound();
}
