import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Trace } from '@apollo/usage-reporting-protobuf';
import { createRouter, type RouterContext } from '../../examples/routers/apollo-gateway.js';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { compose } from './routers.js';

const SECRET = 'secret-of-the-router-1234';
const ASKING = { 'apollo-federation-include-trace': 'ftv1' };
const FROM_ROUTER = { ...ASKING, 'x-router-secret': SECRET };

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions: { readonly ftv1?: string; readonly xs2a: { readonly upstreamCalls: number } };
}

async function ask(
  { url }: { readonly url: string },
  query: string,
  token: string | undefined,
  headers: Readonly<Record<string, string>> = {},
  variables: object = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

function traceIn({ extensions: { ftv1 } }: Answer): Trace {
  if (ftv1 === undefined) throw new Error('There is no trace.');
  return Trace.decode(Buffer.from(ftv1, 'base64'));
}

/** Paths of all fields of a trace, such as `viewer.accounts.0.id`. */
function fieldsOf(node: Trace.INode | null | undefined, path: readonly (string | number)[] = []): readonly string[] {
  return (node?.child ?? []).flatMap((child) => {
    const own = [
      ...path,
      child.responseName === '' || child.responseName == null ? (child.index ?? 0) : child.responseName,
    ];
    const isField = child.parentType !== '' && child.parentType != null;
    return [...(isField ? [own.join('.')] : []), ...fieldsOf(child, own)];
  });
}

/** The same of a response's data, without `__typename`. */
function fieldsIn(data: unknown, path: readonly (string | number)[] = []): readonly string[] {
  if (Array.isArray(data)) return data.flatMap((item, index) => fieldsIn(item, [...path, index]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    if (name === '__typename') return [];
    return [[...path, name].join('.'), ...fieldsIn(value, [...path, name])];
  });
}

function nodeAt(trace: Trace, ...path: readonly (string | number)[]): Trace.INode | undefined {
  let node: Trace.INode | null | undefined = trace.root;
  for (const key of path) node = node?.child?.find((child) => child.responseName === key || child.index === key);
  return node ?? undefined;
}

let gateway: DemoGateway;
let klara: string;
beforeAll(async () => {
  gateway = await startDemoGateway({ FEDERATED_TRACES: 'on', ROUTER_SECRET: SECRET });
  klara = gateway.demo.bankUserToken;
});
afterAll(() => gateway.close());

describe('traces for a router', () => {
  it.each([
    [
      'a query',
      `query ($with: Boolean!) {
        me: viewer { __typename name connections { id accounts { ...A } } accounts { ...A } skipped: name @include(if: $with) }
      }
      fragment A on Account { id balance { amount { value } } turnovers(first: 3) { totalCount nodes { amount { value } tags } } }`,
      { with: false },
    ],
    [
      'a query that is run without a plan',
      'query ($with: Boolean = true) { viewer { id name @include(if: $with) } }',
      { with: true },
    ],
    ['a mutation', 'mutation { deleteAccount(input: { id: "none" }) { ... on UserError { message code } } }', {}],
    ['references', '{ _entities(representations: []) { ... on Account { id } } }', {}],
  ])('have all fields of %s', async (_, query, variables) => {
    const answer = await ask(gateway, query, klara, FROM_ROUTER, variables);
    expect(answer.errors).toBeUndefined();
    const trace = traceIn(answer);
    expect([...fieldsOf(trace.root)].sort()).toEqual([...fieldsIn(answer.data)].sort());
    expect(fieldsOf(trace.root).length).toBeGreaterThan(0);
  });

  it('have types, times and what an alias stands for', async () => {
    const trace = traceIn(await ask(gateway, '{ me: viewer { accounts { id } } }', klara, FROM_ROUTER));
    const viewer = nodeAt(trace, 'me');
    expect(viewer).toMatchObject({ originalFieldName: 'viewer', type: 'BankUser', parentType: 'Query' });
    expect(nodeAt(trace, 'me', 'accounts', 0, 'id')).toMatchObject({ type: 'ID!', parentType: 'Account' });
    expect(Number(viewer?.endTime)).toBeGreaterThan(Number(viewer?.startTime));
    expect(trace.durationNs).toBeGreaterThanOrEqual(Number(viewer?.endTime));
  });

  it('are of the execution, also where a result is stored, and cost no further call', async () => {
    const query = '{ viewer { name connections { bankName } } }';
    const plain = await ask(gateway, query, klara);
    const traced = await ask(gateway, query, klara, FROM_ROUTER);
    expect(traced.data).toEqual(plain.data);
    expect(fieldsOf(traceIn(traced).root).length).toBeGreaterThan(2);
    const again = await ask(gateway, query, klara);
    expect(traced.extensions.xs2a.upstreamCalls).toBe(again.extensions.xs2a.upstreamCalls);
  });

  it('have errors as the response has them', async () => {
    const answer = await ask(gateway, '{ account(id: "none") { id } viewer { id } }', klara, FROM_ROUTER);
    expect(answer.errors).toHaveLength(1);
    const [error] = nodeAt(traceIn(answer), 'account')?.error ?? [];
    expect(error?.message).toBe('Not found, or not accessible to you.');
    expect(JSON.parse(error?.json ?? '')).toMatchObject({ path: ['account'], extensions: { code: 'NOT_FOUND' } });
  });

  it('have nothing of the data, of ids and of arguments', async () => {
    const query = 'query ($id: ID!) { viewer { id name email accounts { id iban holder } } account(id: $id) { id } }';
    const answer = await ask(gateway, query, klara, FROM_ROUTER, { id: 'an-id-of-somebody' });
    const { viewer } = answer.data as { viewer: { accounts: object[] } };
    const told = [viewer, ...viewer.accounts].flatMap((object) => Object.values(object) as unknown[]);
    const texts = [...told.filter((value) => typeof value === 'string'), 'an-id-of-somebody'];
    expect(texts.length).toBeGreaterThan(10);
    const trace = Buffer.from(answer.extensions.ftv1 ?? '', 'base64').toString('utf8');
    expect(texts.filter((text) => trace.includes(text))).toEqual([]);
  });

  it('have what is wrong with a document', async () => {
    const answer = await ask(gateway, '{ nothing }', klara, FROM_ROUTER);
    expect(traceIn(answer).root?.error).toMatchObject([{ message: 'The type has no such field.' }]);
  });

  it('do not mix up operations that run at one time', async () => {
    const queries = Array.from({ length: 8 }, (_, index) => `{ viewer { f${index}: accounts { id } } }`);
    const answers = await Promise.all(
      queries.map((query, index) => ask(gateway, query, klara, index % 2 === 0 ? FROM_ROUTER : {})),
    );
    for (const [index, answer] of answers.entries()) {
      if (index % 2 === 1) expect(answer.extensions).not.toHaveProperty('ftv1');
      else expect([...fieldsOf(traceIn(answer).root)].sort()).toEqual([...fieldsIn(answer.data)].sort());
    }
  });

  it('are for a service as well', async () => {
    expect(
      traceIn(await ask(gateway, '{ bankUsers { totalCount } }', gateway.demo.serviceToken, ASKING)),
    ).toBeDefined();
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['who does not ask', { 'x-router-secret': SECRET }],
    ['who asks for another form', { ...FROM_ROUTER, 'apollo-federation-include-trace': 'ftv2' }],
    ['who has no secret', ASKING],
    ['who has another secret', { ...FROM_ROUTER, 'x-router-secret': `${SECRET}5` }],
    ['who has an empty secret', { ...FROM_ROUTER, 'x-router-secret': '' }],
  ])('are not for a caller %s', async (_, headers) => {
    for (const token of [klara, undefined]) {
      const { extensions } = await ask(gateway, '{ viewer { id } }', token, headers);
      expect(Object.keys(extensions)).toEqual(['xs2a']);
    }
  });
});

describe('without FEDERATED_TRACES', () => {
  it('nobody gets any', async () => {
    const other = await startDemoGateway({ ROUTER_SECRET: SECRET });
    for (const token of [other.demo.bankUserToken, other.demo.serviceToken]) {
      const { extensions } = await ask(other, '{ viewer { id } }', token, FROM_ROUTER);
      expect(extensions).not.toHaveProperty('ftv1');
    }
    await other.close();
  });
});

describe('@apollo/gateway', () => {
  it('takes the trace into that of its own', async () => {
    const { supergraphSdl = '' } = await compose(`${gateway.url}/graphql`, 'http://goals');
    const traces: Trace[] = [];
    const server = new ApolloServer<RouterContext>({
      gateway: createRouter(supergraphSdl, { routerSecret: SECRET }),
      plugins: [
        {
          // As Apollo Server's usage reporting does.
          requestDidStart: ({ metrics }) => {
            metrics.captureTraces = true;
            return Promise.resolve({
              willSendResponse: () => {
                const trace = metrics.queryPlanTrace?.fetch?.trace;
                if (trace) traces.push(trace as Trace);
                return Promise.resolve();
              },
            });
          },
        },
      ],
    });
    const { url } = await startStandaloneServer(server, {
      listen: { port: 0, host: '127.0.0.1' },
      context: ({ req }) => Promise.resolve({ headers: req.headers }),
    });
    const answer = await ask({ url }, '{ viewer { accounts { id } } }', klara);
    await server.stop();
    expect(answer.errors).toBeUndefined();
    expect(traces.flatMap(({ root }) => [...fieldsOf(root)]).sort()).toEqual([...fieldsIn(answer.data)].sort());
  });
});
