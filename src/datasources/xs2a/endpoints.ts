import { isCalendarDate } from '../../domain/berlin-time.js';
import { isUpstreamId, notFound } from '../../domain/global-id.js';

/**
 * All paths of XS2A.api that the gateway calls; no other code builds such paths. URLs from upstream (`next_page_url`, redirects)
 * are never followed.
 */
export interface Endpoint {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** The path with `{placeholders}`; also its name in logs, metrics and traces, since it contains no ids. */
  readonly route: string;
  /** The first segment of the route: `accounts`. */
  readonly resource: string;
  /** The credentials: the API key, or a bank user's access token. */
  readonly caller: 'GATEWAY' | 'BANK_USER';
}

export type GatewayEndpoint = Endpoint & { readonly caller: 'GATEWAY' };
export type BankUserEndpoint = Endpoint & { readonly caller: 'BANK_USER' };

const endpoint = <Caller>(method: Endpoint['method'], route: string, caller: Caller) => {
  const [resource = ''] = /(?<=^\/v1\/(api\/)?)\w+/.exec(route) ?? [];
  return { method, route, resource, caller };
};
const gateway = (method: Endpoint['method'], route: string) => endpoint(method, route, 'GATEWAY' as const);
const bankUser = (method: Endpoint['method'], route: string) => endpoint(method, route, 'BANK_USER' as const);

export const ENDPOINTS = {
  listEvents: gateway('GET', '/v1/events'),
  getEvent: gateway('GET', '/v1/events/{eventId}'),
  listBankUsers: gateway('GET', '/v1/api/users'),
  createBankUser: gateway('PUT', '/v1/api/users'),
  getBankUser: gateway('GET', '/v1/api/users/{bankUserId}'),
  deleteBankUser: gateway('DELETE', '/v1/api/users/{bankUserId}'),
  listAccessTokens: gateway('GET', '/v1/api/users/{bankUserId}/accesstokens'),
  createAccessToken: gateway('PUT', '/v1/api/users/{bankUserId}/accesstokens'),
  renewAccessToken: gateway('PATCH', '/v1/api/users/{bankUserId}/accesstokens/{tokenId}'),
  revokeAccessToken: gateway('DELETE', '/v1/api/users/{bankUserId}/accesstokens/{tokenId}'),
  getSession: gateway('GET', '/v1/sessions/{transactionId}'),
  listBanks: gateway('GET', '/v1/bankcodes/all'),
  searchBanks: gateway('GET', '/v1/bankcodes/autocomplete'),

  listConnections: bankUser('GET', '/v1/api/connections'),
  createConnection: bankUser('PUT', '/v1/api/connections'),
  deleteConnection: bankUser('DELETE', '/v1/api/connections/{connectionId}'),
  syncConnection: bankUser('POST', '/v1/api/connections/{connectionId}/sync'),
  resetConnection: bankUser('POST', '/v1/api/connections/{connectionId}/reset'),

  listAccounts: bankUser('GET', '/v1/api/accounts'),
  deleteAccount: bankUser('DELETE', '/v1/api/accounts/{accountId}'),
  getBalance: bankUser('GET', '/v1/api/accounts/{accountId}/balance'),
  listTurnovers: bankUser('GET', '/v1/api/accounts/{accountId}/turnovers'),
  markSeen: bankUser('POST', '/v1/api/accounts/{accountId}/markAsSeen'),
  markSeenUpTo: bankUser('POST', '/v1/api/accounts/{accountId}/markAsSeen/{upTo}'),
  getReport: bankUser('GET', '/v1/api/accounts/{accountId}/report/{reportId}'),

  submitWizardStep: bankUser('POST', '/v1/api/wizard'),
} as const satisfies Record<string, Endpoint>;

/** Values for the placeholders of a route: upstream ids, or a calendar date. */
export type PathParameters = Readonly<Record<string, string>>;

/** @throws GatewayError NOT_FOUND when a parameter is not an id, and could change the path */
export function pathOf(endpoint: Endpoint, parameters: PathParameters = {}): string {
  return endpoint.route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    const isValid = name === 'upTo' ? isCalendarDate : isUpstreamId;
    if (value === undefined || !isValid(value)) throw notFound();
    return value;
  });
}
