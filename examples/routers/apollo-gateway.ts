import {
  ApolloGateway,
  RemoteGraphQLDataSource,
  type GatewayConfig,
  type GraphQLDataSourceProcessOptions,
} from '@apollo/gateway';
import { GraphQLError } from 'graphql';

/** What Apollo Server's `context` function takes from a request. */
export interface RouterContext {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

type SubgraphResponse = Parameters<RemoteGraphQLDataSource['errorFromResponse']>[0];

export class BankingDataSource extends RemoteGraphQLDataSource<RouterContext> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<RouterContext>): void {
    // The context is empty in the router's own requests.
    const { headers = {} } = context as Partial<RouterContext>;
    for (const name of ['authorization', 'x-request-id']) {
      const value = headers[name];
      if (typeof value === 'string') request.http?.headers.set(name, value);
    }
  }

  /** A request that the gateway rejects as a whole (401, 429, 503): its error, in place of the status and the subgraph's URL. */
  override async errorFromResponse(response: SubgraphResponse): Promise<GraphQLError> {
    const body = (await this.parseBody(response)) as { errors?: readonly { message: string; extensions: object }[] };
    const [error] = body.errors ?? [];
    if (error === undefined) return new GraphQLError('The subgraph cannot be reached.');
    return new GraphQLError(error.message, { extensions: { ...error.extensions } });
  }
}

/** @param isBanking tells this subgraph from others, by its name in the supergraph */
export function createRouter(supergraphSdl: string, isBanking = (name: string) => name === 'banking'): ApolloGateway {
  const buildService: GatewayConfig['buildService'] = ({ name, url = '' }) =>
    isBanking(name) ? new BankingDataSource({ url }) : new RemoteGraphQLDataSource({ url });
  return new ApolloGateway({ supergraphSdl, buildService });
}
