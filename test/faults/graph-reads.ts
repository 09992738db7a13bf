import type { ErrorCode } from '../../src/errors/error-code.js';
import type { Target } from '../support/faulty-front.js';

/** Somebody of whom one thing is read that is broken. */
export interface Somebody {
  /** XS2A's ids. */
  readonly bankUserId: string;
  readonly accountId: string;
  /** Of the graph, and what else a query may name. The first account is the one that may be broken. */
  readonly variables: Readonly<Record<'user' | 'a' | 'b' | 'connection' | 'session' | 'key', string>>;
}

/** A read of the graph, with siblings in the same operation that need something else of upstream. */
export interface GraphRead {
  readonly query: string;
  /** What is broken upstream. */
  readonly target: (somebody: Somebody) => Target;
  /** What is null then, with an error; everything else is as ever. */
  readonly path: readonly (string | number)[];
  readonly byService?: true;
  /** Where another code than that of the kind is documented. */
  readonly codes?: Partial<Record<ErrorCode, ErrorCode>>;
}

const list = (path: RegExp) => (somebody: Somebody) => ({ method: 'GET', path, caller: somebody.bankUserId });
const CONNECTIONS = list(/^\/v1\/api\/connections$/);
const ACCOUNTS = list(/^\/v1\/api\/accounts$/);
const ofAccount = (rest: string) => (somebody: Somebody) => ({
  method: 'GET',
  path: new RegExp(`/accounts/${somebody.accountId}/${rest}$`),
});
const bankUser = ({ bankUserId }: Somebody) => ({ method: 'GET', path: new RegExp(`/users/${bankUserId}$`) });

const ACCOUNT = 'xs2aId iban balance { amount { value } } turnovers(first: 2) { totalCount } report(id: "income")';
const TWO_ACCOUNTS = `query ($a: ID!, $b: ID!) { a: account(id: $a) { ${ACCOUNT} } b: account(id: $b) { ${ACCOUNT} } }`;
const ENTITIES = `query ($user: ID!, $a: ID!, $connection: ID!) {
  _entities(representations: [
    { __typename: "Account", id: $a }, { __typename: "BankUser", id: $user }, { __typename: "BankConnection", id: $connection }
  ]) { ... on Account { xs2aId } ... on BankUser { name } ... on BankConnection { status } }
}`.replace(/\s+/g, ' ');

export const GRAPH_READS: Readonly<Record<string, GraphRead>> = {
  viewer: {
    query: 'query ($a: ID!) { viewer { name } account(id: $a) { xs2aId } }',
    target: bankUser,
    path: ['viewer'],
  },
  bankUser: {
    query: 'query ($user: ID!, $a: ID!) { bankUser(id: $user) { name } account(id: $a) { xs2aId } }',
    target: bankUser,
    path: ['bankUser'],
    byService: true,
  },
  bankUsers: {
    query: 'query ($user: ID!) { bankUsers { totalCount } bankUser(id: $user) { name } }',
    target: () => ({ method: 'GET', path: /^\/v1\/api\/users$/ }),
    path: ['bankUsers'],
    byService: true,
  },
  connections: {
    query: '{ viewer { name connections { xs2aId } accounts { xs2aId } } }',
    target: CONNECTIONS,
    path: ['viewer', 'connections'],
  },
  'one connection': {
    query: 'query ($connection: ID!) { bankConnection(id: $connection) { status } viewer { accounts { xs2aId } } }',
    target: CONNECTIONS,
    path: ['bankConnection'],
  },
  accounts: {
    query: '{ viewer { name connections { xs2aId } accounts { xs2aId } } }',
    target: ACCOUNTS,
    path: ['viewer', 'accounts'],
  },
  'one account': {
    query: 'query ($a: ID!) { account(id: $a) { xs2aId } viewer { connections { xs2aId } } }',
    target: ACCOUNTS,
    path: ['account'],
  },
  'the connection of an account': {
    query: 'query ($a: ID!) { account(id: $a) { xs2aId connection { xs2aId } } }',
    target: CONNECTIONS,
    path: ['account', 'connection'],
  },
  balance: { query: TWO_ACCOUNTS, target: ofAccount('balance'), path: ['a', 'balance'] },
  turnovers: { query: TWO_ACCOUNTS, target: ofAccount('turnovers'), path: ['a', 'turnovers'] },
  report: { query: TWO_ACCOUNTS, target: ofAccount('report/income'), path: ['a', 'report'] },
  banks: {
    query: 'query ($user: ID!) { banks(search: "bank") { name } bankUser(id: $user) { name } }',
    target: () => ({ method: 'GET', path: /^\/v1\/bankcodes/, text: 'q=bank' }),
    path: ['banks'],
  },
  wizardSession: {
    query: 'query ($session: String!) { wizardSession(transactionId: $session) { finished } viewer { name } }',
    target: ({ variables }) => ({ method: 'GET', path: new RegExp(`/sessions/${variables.session}$`) }),
    path: ['wizardSession'],
  },
  'the form of a wizard step': {
    query:
      'mutation ($key: String!) { submitWizardStep(input: { key: $key }) { ... on WizardStep { form { name } } } }',
    target: ({ variables }) => ({ method: 'POST', path: /^\/v1\/api\/wizard$/, text: variables.key }),
    // It is never null, so that the data are.
    path: ['submitWizardStep'],
    // Upstream takes neither these values nor this action: the documented outcome of a refused step.
    codes: { UPSTREAM_REJECTED: 'BAD_USER_INPUT' },
  },
  entities: { query: ENTITIES, target: ACCOUNTS, path: ['_entities', 0] },
  'an access token': {
    query: '{ viewer { name connections { xs2aId } } banks(search: "commerz") { name } }',
    target: ({ bankUserId }) => ({ method: 'PUT', path: new RegExp(`/users/${bankUserId}/accesstokens$`) }),
    path: ['viewer', 'connections'],
  },
};

/** Fails for no account: what could not be read is named. */
export const MERGED_TURNOVERS: GraphRead = {
  query:
    '{ viewer { turnovers(first: 100) { nodes { account { xs2aId } } incompleteAccounts { code retryable account { xs2aId } } } } }',
  target: ofAccount('turnovers'),
  path: ['viewer', 'turnovers'],
};
