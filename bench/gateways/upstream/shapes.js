/**
 * The people that the upstream has. Each shape is recorded once from the test bank and served to any number of bank users, who differ in nothing
 * but their id and token. `turnovers` on each account.
 */
export const SHAPES = {
  dashboard: { connections: 5, accounts: 40, turnovers: 10 },
  one: { connections: 1, accounts: 1, turnovers: 200 },
  many: { connections: 1, accounts: 1, turnovers: 10_000, days: 730 },
  hundred: { connections: 2, accounts: 100, turnovers: 1 },
};

/** When a shape's connections were synced: `warm` long ago, `cold` just now, which no cache may keep. */
export const AGES = ['warm', 'cold'];

/** @returns the bank user's id, such as `dashboard-warm-7`: shape, age and number */
export function bankUserId(shape, age, number) {
  return `${shape}-${age}-${number}`;
}

export function accessTokenOf(userId) {
  return `token-${userId}`;
}

/** What stands in `Authorization` of a call in the bank user's name. */
export function basicAuth(userId) {
  return `Basic ${Buffer.from(`api:${accessTokenOf(userId)}`).toString('base64')}`;
}

export const API_KEY = 'a-key-of-this-benchmark';
