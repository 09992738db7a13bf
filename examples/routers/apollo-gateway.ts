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

export interface RouterOptions {
  /** Tells this subgraph from others, by its name in the supergraph. */
  readonly isBanking?: (name: string) => boolean;
  /** The gateway's `ROUTER_SECRET`, where it has one. */
  readonly routerSecret?: string;
}

export class BankingDataSource extends RemoteGraphQLDataSource<RouterContext> {
  constructor(
    url: string,
    private readonly routerSecret?: string,
  ) {
    super({ url });
  }

  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<RouterContext>): void {
    // The context is empty in the router's own requests.
    const { headers = {} } = context as Partial<RouterContext>;
    for (const name of ['authorization', 'x-request-id']) {
      const value = headers[name];
      if (typeof value === 'string') request.http?.headers.set(name, value);
    }
    if (this.routerSecret !== undefined) request.http?.headers.set('x-router-secret', this.routerSecret);
  }

  /** A request that the gateway rejects as a whole (401, 429, 503): its error, in place of the status and the subgraph's URL. */
  override async errorFromResponse(response: SubgraphResponse): Promise<GraphQLError> {
    const body = (await this.parseBody(response)) as { errors?: readonly { message: string; extensions: object }[] };
    const [error] = body.errors ?? [];
    if (error === undefined) return new GraphQLError('The subgraph cannot be reached.');
    return new GraphQLError(error.message, { extensions: { ...error.extensions } });
  }
}

export function createRouter(
  supergraphSdl: string,
  { isBanking = (name) => name === 'banking', routerSecret }: RouterOptions = {},
): ApolloGateway {
  const buildService: GatewayConfig['buildService'] = ({ name, url = '' }) =>
    isBanking(name) ? new BankingDataSource(url, routerSecret) : new RemoteGraphQLDataSource({ url });
  return new ApolloGateway({ supergraphSdl, buildService });
}
