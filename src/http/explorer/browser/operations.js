import { endpoint, settings } from './settings.js';

/**
 * @typedef {object} ReadyOperation
 * @property {string} title
 * @property {string} document
 * @property {Record<string, unknown>} variables
 * @property {Record<string, string>} [headers] undefined where no token is known
 */

/** @typedef {{ id: string, status: string, accounts: { id: string, type: string }[] | null }} Connection */

/**
 * The ready operations, with something of the caller's own in their variables: a connection that works, and a current
 * account of it. Without a token, and where the caller has neither, the ids stay empty.
 *
 * @returns {Promise<ReadyOperation[]>}
 */
export async function loadOperations() {
  const { operations } = settings;
  const connections = await connectionsOf(operations[0]?.headers).catch(() => []);
  const connection = connections.find(({ status }) => status === 'ACTIVE') ?? connections[0];
  const accounts = connection?.accounts ?? [];
  const account = accounts.find(({ type }) => type === 'GIRO') ?? accounts[0];
  const ids = { accountId: account?.id ?? '', connectionId: connection?.id ?? '' };
  return operations.map((operation) => ({ ...operation, variables: fillIn(operation.variables, ids) }));
}

/**
 * @param {Record<string, unknown>} variables
 * @param {Record<string, string>} ids
 */
function fillIn(variables, ids) {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, ids[name] ?? value]));
}

/**
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Connection[]>}
 */
async function connectionsOf(headers) {
  if (headers === undefined) return [];
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: settings.ids }),
  });
  return (await response.json()).data.viewer.connections;
}
