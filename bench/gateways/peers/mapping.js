const ACCOUNT_TYPES = new Map([
  ['giro', 'GIRO'],
  ['creditcard', 'CREDIT_CARD'],
  ['savings', 'SAVINGS'],
  ['loan', 'LOAN'],
  ['securities', 'SECURITIES'],
  ['wallet', 'WALLET'],
]);

export function toConnection({ id, bank_name: bankName, bic, country_id: country }) {
  return { xs2aId: id, bankName, bic, country };
}

/** Account ids have the gateway's own form, so that the same representations can be resolved everywhere. */
export function toAccount(row, userId) {
  return {
    id: Buffer.from(`a.${userId}.${row.id}`, 'latin1').toString('base64url'),
    xs2aId: row.id,
    connectionId: row.bank_connection_id,
    type: ACCOUNT_TYPES.get(row.type) ?? 'OTHER',
    description: row.description,
    holder: row.holder,
    iban: row.iban,
    bankName: row.bank_name,
  };
}

/** The id at XS2A in an account's id. */
export function xs2aIdOf(accountId) {
  return Buffer.from(accountId, 'base64url').toString('latin1').split('.')[2];
}

export function toBalance(row) {
  const currency = currencyOf(row);
  const money = (amount) => (amount === null ? null : toMoney(toMinor(amount), currency));
  return { amount: money(row.balance), available: money(row.available) };
}

export function toTurnover(row) {
  const minor = toMinor(row.amount);
  return {
    minor,
    bookingDate: row.booking_date,
    amount: toMoney(minor, currencyOf(row)),
    direction: minor < 0 ? 'DEBIT' : 'CREDIT',
    status: statusOf(row),
    purpose: row.purpose,
    counterparty: counterpartyOf(row),
    category: row.category_id === null ? null : { id: row.category_id },
    tags: row.tags,
    isNew: flagOf(row.new),
  };
}

/** All currencies of the workloads have two decimals. */
export function toMoney(minor, currency) {
  return { value: (minor / 100).toFixed(2), currency };
}

function toMinor(amount) {
  return Math.round(amount * 100);
}

function currencyOf(row) {
  return row.currency_id ?? row.currency;
}

function statusOf({ canceled, prebooked }) {
  if (flagOf(canceled)) return 'CANCELED';
  return flagOf(prebooked) ? 'PENDING' : 'BOOKED';
}

function counterpartyOf({ counter_holder: name, counter_iban: iban }) {
  return name === null && iban === null ? null : { name, iban };
}

/** Upstream writes flags as true, 1, "1" or "true". */
function flagOf(value) {
  return value === true || value === 1 || value === '1' || value === 'true';
}

/** @returns the accounts of each connection, by its id */
export function byConnection(accounts) {
  const groups = new Map();
  for (const account of accounts) {
    const group = groups.get(account.connectionId);
    if (group === undefined) groups.set(account.connectionId, [account]);
    else group.push(account);
  }
  return groups;
}
