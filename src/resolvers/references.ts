import type { GatewayContext } from '../operation/context.js';
import { toTurnover } from './turnover.view.js';

/** A federated router's reference to an entity of this graph, by key. */
export interface Reference {
  readonly id: string;
}

/** Rejects with NOT_FOUND, or is undefined, for an entity that is missing or foreign. */
type FindEntity = (reference: Reference, context: GatewayContext) => Promise<object> | undefined;

/** Entities that other subgraphs may reference, with the usual authorisation. */
export const findEntity: Readonly<Record<string, FindEntity>> = {
  BankUser: ({ id }, { access, sources }) => {
    const ref = access.findBankUser(id);
    return ref && sources.bankUsers.get(ref.bankUserId);
  },
  BankConnection: ({ id }, { access, sources }) => {
    const ref = access.findOwned('BankConnection', id);
    return ref && sources.bankConnections.get(ref);
  },
  Account: ({ id }, { access, sources }) => {
    const ref = access.findOwned('Account', id);
    return ref && sources.accounts.get(ref);
  },
  Turnover: ({ id }, { access, turnoverAnswers }) => {
    const ref = access.findTurnover(id);
    return ref && turnoverAnswers.find(ref).then(toTurnover);
  },
};
