import type { Person } from '../support/test-bank.js';

/** Somebody whose things are asked for, and what these are called in the graph. */
export interface Target {
  readonly person: Person;
  readonly userId: string;
  readonly connectionId: string;
  readonly accountId: string;
  readonly turnoverId: string;
  /** A bank login that was begun for them. */
  readonly session: { readonly key: string; readonly transactionId: string };
  /** For `turnoversChanged`, of somebody who has nothing of the account. */
  readonly emptyCursor: string;
  /** A raw access token of theirs. */
  readonly tokenId: string;
}

export interface Call {
  /** What it is about: a thing of somebody's that its arguments name, whoever calls, or neither. */
  readonly about: 'THING' | 'CALLER' | 'NEITHER';
  /** Asks for it under the alias `it`. */
  readonly operation: (target: Target) => string;
}

const soon = () => new Date(Date.now() + 600_000).toISOString();

/**
 * How to ask for each row of the table. Select nothing but what belongs to the answer itself: what lies behind it has scopes of
 * its own.
 */
export const CALLS: Readonly<Record<string, Call>> = {
  viewer: { about: 'CALLER', operation: () => '{ it: viewer { xs2aId name email } }' },
  bankUser: thing(({ userId }) => `{ it: bankUser(id: "${userId}") { xs2aId name email } }`),
  bankUsers: { about: 'NEITHER', operation: () => '{ it: bankUsers(first: 2) { totalCount nodes { xs2aId } } }' },
  bankConnection: thing(
    ({ connectionId }) => `{ it: bankConnection(id: "${connectionId}") { xs2aId status bankName } }`,
  ),
  account: thing(
    ({ accountId }) => `{ it: account(id: "${accountId}") { xs2aId holder iban balance { amount { value } } } }`,
  ),
  turnover: thing(({ turnoverId }) => `{ it: turnover(id: "${turnoverId}") { id purpose amount { value } } }`),
  banks: { about: 'NEITHER', operation: () => '{ it: banks(search: "Testbank") { name } }' },
  events: { about: 'NEITHER', operation: () => '{ it: events(first: 2) { id type } }' },
  wizardSession: thing(
    ({ session }) => `{ it: wizardSession(transactionId: "${session.transactionId}") { finished } }`,
  ),
  createBankUser: {
    about: 'NEITHER',
    operation: () =>
      'mutation { it: createBankUser(input: { name: "Nina Neu", email: "nina@example.com" }) { __typename } }',
  },
  deleteBankUser: thing(({ userId }) => `mutation { it: deleteBankUser(input: { id: "${userId}" }) { __typename } }`),
  createBankConnection: thing(
    ({ userId }) => `mutation { it: createBankConnection(input: { bankUserId: "${userId}" }) { __typename } }`,
  ),
  syncBankConnection: thing(
    ({ connectionId }) => `mutation { it: syncBankConnection(input: { id: "${connectionId}" }) { __typename } }`,
  ),
  resetBankConnection: thing(
    ({ connectionId }) => `mutation { it: resetBankConnection(input: { id: "${connectionId}" }) { __typename } }`,
  ),
  deleteBankConnection: thing(
    ({ connectionId }) => `mutation { it: deleteBankConnection(input: { id: "${connectionId}" }) { __typename } }`,
  ),
  deleteAccount: thing(
    ({ accountId }) => `mutation { it: deleteAccount(input: { id: "${accountId}" }) { __typename } }`,
  ),
  markTurnoversSeen: thing(
    ({ accountId }) => `mutation { it: markTurnoversSeen(input: { accountId: "${accountId}" }) { __typename } }`,
  ),
  submitWizardStep: thing(
    ({ session, userId }) =>
      `mutation { it: submitWizardStep(input: { key: "${session.key}", bankUserId: "${userId}" }) { __typename } }`,
  ),
  createAccessToken: thing(
    ({ userId }) =>
      `mutation { it: createAccessToken(input: { bankUserId: "${userId}", validUntil: "${soon()}" }) { __typename } }`,
  ),
  revokeAccessToken: thing(
    ({ userId, tokenId }) =>
      `mutation { it: revokeAccessToken(input: { bankUserId: "${userId}", tokenId: "${tokenId}" }) { __typename } }`,
  ),
  renewAccessToken: thing(
    ({ userId, tokenId }) =>
      `mutation { it: renewAccessToken(input: { bankUserId: "${userId}", tokenId: "${tokenId}", validUntil: "${soon()}" }) { __typename } }`,
  ),
  bankConnectionChanged: thing(
    ({ userId }) => `subscription { it: bankConnectionChanged(bankUserId: "${userId}") { kind connectionId } }`,
  ),
  turnoversChanged: thing(
    ({ accountId, emptyCursor }) =>
      `subscription { it: turnoversChanged(accountId: "${accountId}", since: "${emptyCursor}") { months { month } } }`,
  ),
  wizardSessionChanged: thing(
    ({ session }) =>
      `subscription { it: wizardSessionChanged(transactionId: "${session.transactionId}") { finished } }`,
  ),
  'BankUser.accessTokens': thing(
    ({ userId }) => `{ it: bankUser(id: "${userId}") { accessTokens { id validUntil } } }`,
  ),
  '_entities BankUser': entity('BankUser', ({ userId }) => userId, 'xs2aId name email'),
  '_entities BankConnection': entity('BankConnection', ({ connectionId }) => connectionId, 'xs2aId bankName'),
  '_entities Account': entity('Account', ({ accountId }) => accountId, 'xs2aId iban holder'),
  '_entities Turnover': entity('Turnover', ({ turnoverId }) => turnoverId, 'purpose amount { value }'),
  _service: { about: 'NEITHER', operation: () => '{ it: _service { sdl } }' },
};

function thing(operation: Call['operation']): Call {
  return { about: 'THING', operation };
}

function entity(type: string, id: (target: Target) => string, fields: string): Call {
  return thing(
    (target) =>
      `{ it: _entities(representations: [{ __typename: "${type}", id: "${id(target)}" }]) { ... on ${type} { ${fields} } } }`,
  );
}
