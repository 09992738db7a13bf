import type { GatewayContext } from '../operation/context.js';
import { GatewayError } from '../errors/gateway-error.js';
import { toTurnover } from './turnover.view.js';

/** A federated router's reference to an entity of this graph, by key. */
export interface Reference {
  readonly id: string;
}

type ResolveReference = (reference: Reference, context: GatewayContext) => Promise<object | null>;

/**
 * Entities that other subgraphs may reference, with the usual authorisation. Missing and foreign ones are null without an error:
 * a router requests many at a time, and the others are unaffected.
 */
export const resolveReferences: Readonly<Record<string, ResolveReference>> = {
  BankUser: entity(({ id }, { access, sources }) => {
    const ref = access.findBankUser(id);
    return ref && sources.bankUsers.get(ref.bankUserId);
  }),
  BankConnection: entity(({ id }, { access, sources }) => {
    const ref = access.findOwned('BankConnection', id);
    return ref && sources.bankConnections.get(ref);
  }),
  Account: entity(({ id }, { access, sources }) => {
    const ref = access.findOwned('Account', id);
    return ref && sources.accounts.get(ref);
  }),
  Turnover: entity(({ id }, { access, turnoverAnswers }) => {
    const ref = access.findTurnover(id);
    return ref && turnoverAnswers.find(ref).then(toTurnover);
  }),
};

function entity(
  find: (reference: Reference, context: GatewayContext) => Promise<object> | undefined,
): ResolveReference {
  return async (reference, context) => {
    context.access.require('AUTHENTICATED', ['read']);
    if (typeof reference.id !== 'string') return null;
    try {
      const found = await find(reference, context);
      // A copy, since the type's name is written into the object, which may be cached.
      return found === undefined ? null : copyOf(found);
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  };
}

/** Includes getters. */
function copyOf(thing: object): object {
  return Object.assign(Object.create(Object.getPrototypeOf(thing) as object | null) as object, thing);
}
