/** An example operation for the explorer. */
export interface ReadyOperation {
  readonly title: string;
  /** The kind of token that it needs. */
  readonly caller: 'bankUser' | 'service';
  readonly document: string;
  /** The page fills in `accountId` and `connectionId` with the caller's. */
  readonly variables: Readonly<Record<string, unknown>>;
}

const OVERVIEW = `# Everything at a glance: the bank connections,
# what has to be done about them,
# and what is on the accounts.
query Overview {
  viewer {
    name
    connections {
      bankName
      status
      requiredAction
      sync {
        automatic
        lastSyncedAt
        message
      }
      consent {
        validUntil
        daysRemaining
      }
      accounts {
        description
        type
        iban
        balance {
          amount {
            value
            currency
          }
          asOf
        }
      }
    }
  }
}
`;

const TURNOVERS = `# For the next page, put endCursor
# into the variable "after".
query Turnovers($accountId: ID!, $first: Int!, $after: String) {
  account(id: $accountId) {
    description
    turnovers(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        bookingDate
        status
        amount {
          value
          currency
        }
        counterparty {
          name
        }
        purpose
        category {
          path
        }
      }
    }
  }
}
`;

const SPENDING = `# Over all accounts, one sum per currency.
# For what is below a category, name it
# in the filter: "category": "K".
query Spending($filter: TurnoverFilter) {
  viewer {
    turnovers(filter: $filter, first: 1) {
      totals {
        ...Spent
      }
      months: groups(by: MONTH) {
        key
        totals {
          ...Spent
        }
      }
      categories: groups(by: CATEGORY) {
        key
        totals {
          ...Spent
        }
      }
    }
  }
}

fragment Spent on TurnoverTotals {
  count
  debits {
    value
    currency
  }
}
`;

const SEARCH = `# In purpose and counterparty, ignoring case and
# diacritics: "grunkohl" finds "Grünkohl".
query Search($filter: TurnoverFilter!) {
  viewer {
    turnovers(filter: $filter, orderBy: AMOUNT_ASC, first: 20) {
      totalCount
      nodes {
        bookingDate
        amount {
          value
          currency
        }
        counterparty {
          name
        }
        purpose
        account {
          description
        }
      }
    }
  }
}
`;

const SYNC = `# Every expected outcome is a type of its own:
# __typename says what came of it.
mutation Sync($connectionId: ID!) {
  syncBankConnection(input: { id: $connectionId }) {
    __typename
    ... on SyncStarted {
      requestedAt
      pollAfterMs
      connection {
        bankName
        sync {
          lastSyncedAt
          consecutiveFailures
        }
      }
    }
    ... on SyncNeedsUser {
      wizardSession {
        transactionId
      }
    }
    ... on UserError {
      message
      code
      retryable
    }
  }
}
`;

const LIVE = `# Run this, then "Sync" in another tab: what the
# sync has changed appears here. Stop ends it.
subscription Live($accountId: ID!) {
  turnoversChanged(accountId: $accountId) {
    account {
      description
      balance {
        amount {
          value
          currency
        }
      }
    }
    months {
      month
      turnovers {
        bookingDate
        isNew
        amount {
          value
          currency
        }
        counterparty {
          name
        }
        purpose
      }
    }
    cursor
  }
}
`;

const CONNECT = `# Begins a bank login. With the embedded test
# bank, open /testbank/connect/<key> to do it.
mutation Connect($language: WizardLanguage) {
  createBankConnection(input: { language: $language }) {
    __typename
    ... on CreateBankConnectionSuccess {
      wizardSession {
        key
        transactionId
      }
    }
    ... on UserError {
      message
      code
    }
  }
}
`;

const BANK_USERS = `# For service callers only.
query BankUsers($first: Int!, $after: String) {
  bankUsers(first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      createdAt
      connections {
        bankName
        status
      }
    }
  }
}
`;

const MONEY = `# What comes again and again, what comes next, and what there is.
query Money($days: Int) {
  viewer {
    balanceTotals {
      totals {
        value
        currency
      }
    }
    recurringPayments(status: [ACTIVE, LATE]) {
      payments {
        name
        cadence
        status
        amount {
          value
          currency
        }
        yearly {
          value
        }
      }
    }
    upcomingPayments(days: $days) {
      payments {
        earliest
        latest
        amountRange {
          least {
            value
          }
          greatest {
            value
          }
        }
        recurringPayment {
          name
        }
      }
      totals {
        least {
          value
          currency
        }
        greatest {
          value
        }
      }
    }
  }
}
`;

const CREATE_BANK_USER = `# For service callers only. Next:
# createBankConnection, bankUserId being the new id.
mutation CreateBankUser($input: CreateBankUserInput!) {
  createBankUser(input: $input) {
    __typename
    ... on CreateBankUserSuccess {
      wasReplayed
      bankUser {
        id
        name
        createdAt
      }
    }
    ... on InvalidInputError {
      fields {
        path
        message
      }
    }
    ... on UserError {
      message
      code
    }
  }
}
`;

/** Finds what fills `accountId` and `connectionId`. */
export const IDS = '{ viewer { connections { id status accounts { id type } } } }';

/** In the order of a tutorial: what there is, what was spent, what one can do. */
export const READY_OPERATIONS: readonly ReadyOperation[] = [
  { title: 'Overview', caller: 'bankUser', document: OVERVIEW, variables: {} },
  {
    title: 'Turnovers, page by page',
    caller: 'bankUser',
    document: TURNOVERS,
    variables: { accountId: '', first: 20, after: null },
  },
  {
    title: 'Spending by month and category',
    caller: 'bankUser',
    document: SPENDING,
    variables: { filter: { direction: 'DEBIT' } },
  },
  {
    title: 'Search',
    caller: 'bankUser',
    document: SEARCH,
    variables: { filter: { search: 'grunkohl', minAmount: '20.00' } },
  },
  { title: 'Money', caller: 'bankUser', document: MONEY, variables: { days: 30 } },
  { title: 'Sync', caller: 'bankUser', document: SYNC, variables: { connectionId: '' } },
  { title: 'Live turnovers', caller: 'bankUser', document: LIVE, variables: { accountId: '' } },
  { title: 'Connect a bank', caller: 'bankUser', document: CONNECT, variables: { language: 'EN' } },
  { title: 'All bank users', caller: 'service', document: BANK_USERS, variables: { first: 20 } },
  {
    title: 'Create a bank user',
    caller: 'service',
    document: CREATE_BANK_USER,
    variables: { input: { name: 'Paula Probe', email: 'paula.probe@example.com' } },
  },
];
