import { createGateway, type Demo, type Gateway, type Settings } from '../../src/index.js';

/** A gateway over the embedded test bank, listening on a free port. */
export interface DemoGateway extends Gateway {
  readonly url: string;
  readonly demo: Demo;
}

export async function startDemoGateway(settings: Settings = {}): Promise<DemoGateway> {
  const brief = {
    LOG_LEVEL: 'silent',
    PORT: 0,
    SHUTDOWN_GRACE_SECONDS: 0,
    OVERLOAD_WAIT_MS: 0,
    RATE_LIMIT_ANONYMOUS: 0,
  } as const;
  const gateway = await createGateway({ ...brief, ...settings });
  const { demo } = gateway;
  if (demo === undefined) throw new Error('There is no test bank behind this gateway');
  return { ...gateway, demo, url: await gateway.listen() };
}

/** An answer to a GraphQL request, as it came over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** Posts a GraphQL request. */
export async function post(url: string, body: unknown, token?: string): Promise<HttpAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}
