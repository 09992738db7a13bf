import { bankUserId } from './upstream/shapes.js';

/** An account is what a document's `$id` names; ids of the graph carry the bank user's. */
export function accountGlobalId(userId, xs2aId) {
  return Buffer.from(`a.${userId}.${xs2aId}`, 'latin1').toString('base64url');
}

const MONEY = 'value currency';
const TURNOVER = `bookingDate amount { ${MONEY} } direction status purpose counterparty { name iban } category { id } tags isNew`;
const TOTALS = `count credits { ${MONEY} } debits { ${MONEY} } net { ${MONEY} }`;

/**
 * What is asked. `document` is what everybody gets who has this graph, `hive` what a gateway from the OpenAPI file gets for the same data; a text in its place
 * is why it cannot. `atOnce` is how many requests are under way at a time when throughput is measured, each of another bank user.
 */
export const WORKLOADS = {
  dashboard: {
    short: 'dashboard',
    title: 'dashboard: 5 connections, 8 accounts each, with balances',
    shape: 'dashboard',
    atOnce: 64,
    document: `query Dashboard { viewer { connections { xs2aId bankName bic country
      accounts { xs2aId type description holder iban balance { amount { ${MONEY} } available { ${MONEY} } } } } } }`,
    hive: `query Dashboard { connections(per_page: 100) { data { id bank_name bic country_id } }
      accounts(per_page: 100) { data { id bank_connection_id type description holder iban
        balance { balance available currency_id currency } } } }`,
  },
  turnovers: {
    short: '200 turnovers',
    title: '200 turnovers of one account',
    shape: 'one',
    atOnce: 64,
    document: `query Turnovers($id: ID!) { account(id: $id) { xs2aId bankName
      turnovers(first: 200) { totalCount nodes { ${TURNOVER} } } } }`,
    hive: `query Turnovers($id: String!) { account(account_id: $id) { id bank_name }
      turnovers(account_id: $id) { turnovers { booking_date amount currency currency_id purpose counter_holder counter_iban
        prebooked canceled tags category_id new } } }`,
  },
  balance: {
    short: 'one balance',
    title: 'one balance',
    shape: 'one',
    atOnce: 64,
    document: `query Balance($id: ID!) { account(id: $id) { xs2aId bankName balance { amount { ${MONEY} } available { ${MONEY} } } } }`,
    hive: `query Balance($id: String!) { account(account_id: $id) { id bank_name }
      balance(account_id: $id) { balance available currency_id currency } }`,
  },
  aggregate: {
    short: '10,000 aggregated',
    title: '10,000 turnovers of one account, summed and grouped',
    shape: 'many',
    atOnce: 8,
    document: `query Aggregate($id: ID!) { account(id: $id) { xs2aId bankName turnovers { totalCount totals { ${TOTALS} }
      months: groups(by: MONTH) { key totals { ${TOTALS} } } categories: groups(by: CATEGORY) { key totals { ${TOTALS} } } } } }`,
    hive: 'an OpenAPI file has no sums to offer',
  },
  entities: {
    short: '`_entities` of 100',
    title: '`_entities` of 100 accounts',
    shape: 'hundred',
    atOnce: 64,
    document: `query Entities($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Account { id xs2aId type description holder iban bankName } } }`,
    apollo: 'as it comes it is no subgraph',
    hive: 'it is a router, not a subgraph',
  },
};

/**
 * The same document with a variable `$number` more, for a field that is skipped: another value is another request to whoever keeps results, while
 * the document is known, and the work and the answer are the same.
 */
export function newEachTime(document) {
  const head = /^query (\w+)(?:\((.*?)\))? \{/;
  return document.replace(head, (_, name, declared) => {
    const variables = [declared, '$number: ID!'].filter(Boolean).join(', ');
    return `query ${name}(${variables}) { skipped: account(id: $number) @skip(if: true) { xs2aId }`;
  });
}

/**
 * The requests of a workload, one for each bank user: whom it is for, and the variables of its document.
 *
 * @param age `warm` or `cold`
 * @param accountIds XS2A's, of the shape
 */
export function requestsOf(workload, age, accountIds) {
  return Array.from({ length: workload.atOnce }, (_, number) => {
    const userId = bankUserId(workload.shape, age, number);
    const ids = accountIds.map((xs2aId) => accountGlobalId(userId, xs2aId));
    return {
      userId,
      xs2aId: accountIds[0],
      id: ids[0],
      representations: ids.map((id) => ({ __typename: 'Account', id })),
    };
  });
}

/** What is equal in answers that say the same: GraphQL's order of fields is kept, the order of turnovers within a day is nobody's promise but the gateway's. */
export function normalise(data) {
  const copy = structuredClone(data);
  const turnovers = copy.account?.turnovers?.nodes;
  turnovers?.sort((a, b) => compare(b.bookingDate, a.bookingDate) || compare(JSON.stringify(a), JSON.stringify(b)));
  return copy;
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
