import { AbortError, GatewayClient, isSuccess, TimeoutError } from '@xs2a-graphql-gateway/client';
import { AccountsDocument } from '@xs2a-graphql-gateway/client/documents';

/** Uses the client in every way in which it uses its platform, and says what came of each. */
export async function useEverything(url, token) {
  const gateway = new GatewayClient({ url, token: async () => token, maxRetries: 0 });
  const { data } = await gateway.send(AccountsDocument);
  const turnovers = await gateway.viewer.iterateTurnovers({ first: 2 }).toArray({ limit: 5 });
  const begun = await gateway.createBankConnection({ country: 'DE' });
  const pages = [];
  for await (const page of gateway.account(data.viewer.accounts[0].id).iterateTurnovers({ first: 500 }).pages())
    pages.push(page);
  const kinds = [];
  for await (const { kind } of gateway.viewer.followConnections()) {
    kinds.push(kind);
    break;
  }
  const leaving = new AbortController();
  const left = failureOf(gateway.viewer.get({ signal: leaving.signal }));
  leaving.abort(new Error('gone'));
  const late = await failureOf(gateway.viewer.get({ signal: AbortSignal.timeout(1) }));
  const slow = await failureOf(
    new GatewayClient({ url, token: () => new Promise(() => undefined), timeoutMs: 1 }).viewer.get(),
  );
  return {
    accounts: data.viewer.accounts.length > 0,
    turnovers: turnovers.data.length,
    pages: pages.length > 0,
    kinds,
    begun: isSuccess(begun.data),
    notFound: (await failureOf(gateway.account('none').get())).code,
    refused: (await failureOf(new GatewayClient({ url, token: 'no token' }).viewer.get())).status,
    aborted: (await left) instanceof AbortError && (await left).cause.message,
    late: late instanceof TimeoutError,
    slow: slow instanceof TimeoutError,
    unreachable: (await failureOf(new GatewayClient({ url: unused(url), maxRetries: 0 }).viewer.get())).code,
  };
}

export const EXPECTED = {
  accounts: true,
  turnovers: 5,
  pages: true,
  kinds: ['PRESENT'],
  begun: true,
  notFound: 'NOT_FOUND',
  refused: 401,
  aborted: 'gone',
  late: true,
  slow: true,
  unreachable: 'GATEWAY_UNREACHABLE',
};

async function failureOf(work) {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

/** A name that nobody has. */
function unused(url) {
  return url.replace('127.0.0.1', 'gateway.invalid');
}
