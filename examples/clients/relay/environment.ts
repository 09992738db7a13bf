import { Environment, Network, RecordSource, Store, type GraphQLResponse } from 'relay-runtime';
import type { Session } from '../session.js';

export function createEnvironment(url: string, session: Session): Environment {
  async function send(authorization: string, query: string | null | undefined, variables: object): Promise<Response> {
    const headers = { 'content-type': 'application/json', authorization };
    return fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  }

  const network = Network.create(async ({ text }, variables) => {
    const authorization = await session.authorization();
    const response = await send(authorization, text, variables);
    if (response.status !== 401) return (await response.json()) as GraphQLResponse;
    await session.refused(authorization);
    return (await (await send(await session.authorization(), text, variables)).json()) as GraphQLResponse;
  });

  return new Environment({ network, store: new Store(new RecordSource()) });
}
