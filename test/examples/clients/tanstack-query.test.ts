import { InfiniteQueryObserver, QueryClient } from '@tanstack/query-core';
import { createAsk, extensionsOf, FieldError, type Ask } from '../../../examples/clients/graphql-request/ask.js';
import { Session } from '../../../examples/clients/session.js';
import { accountsQuery, createQueryClient, turnoversQuery } from '../../../examples/clients/tanstack-query/queries.js';
import { Scene, watchRequests } from './scene.js';

let scene: Scene;
let ask: Ask;
let client: QueryClient;

beforeAll(async () => {
  scene = await Scene.start();
});

beforeEach(() => {
  ask = createAsk(scene.url, scene.session());
  client = createQueryClient();
});

afterEach(() => {
  client.clear();
  jest.restoreAllMocks();
});

afterAll(() => scene.close());

const NONE = 'bm9uZQ';

describe('graphql-request', () => {
  it('gives data beside errors', async () => {
    const other = await Scene.start();
    await other.failBalance();
    const { data, errors } = await client.query(accountsQuery(createAsk(other.url, other.session()), other.bankUserId));
    expect(data.viewer.accounts.filter(({ balance }) => balance === null)).toHaveLength(1);
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }]);
    await other.close();
  });

  it('renews a refused token once, however many requests it fails', async () => {
    const tokens = ['refused', scene.jwt, 'one too many'];
    ask = createAsk(scene.url, new Session(() => Promise.resolve(tokens.shift() ?? '')));
    const answers = await Promise.all([1, 2, 3].map(() => ask('{ viewer { id } }')));
    expect(answers.map(({ errors }) => errors)).toEqual([[], [], []]);
    expect(tokens).toEqual(['one too many']);
  });

  it('says why where the new token is refused as well', async () => {
    ask = createAsk(scene.url, new Session(() => Promise.resolve('refused')));
    const requests = watchRequests();
    const failure: unknown = await ask('{ viewer { id } }').catch((error: unknown) => error);
    expect(extensionsOf(failure).code).toBe('UNAUTHENTICATED');
    expect(requests.count).toBe(2);
  });

  it('ends with its signal', async () => {
    const requests = watchRequests();
    await expect(ask('{ viewer { id } }', {}, AbortSignal.abort())).rejects.toThrow('abort');
    expect(requests.count).toBe(1);
  });
});

describe('TanStack Query', () => {
  it('joins the pages of a list', async () => {
    const [accountId = ''] = scene.accountIds;
    const { pages } = await client.infiniteQuery({ ...turnoversQuery(ask, accountId), pages: 5 });
    expect(pages.flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(await scene.turnoverIds());
  });

  it('keeps lists with different filters apart', async () => {
    const [accountId = ''] = scene.accountIds;
    const all = await client.infiniteQuery({ ...turnoversQuery(ask, accountId), staleTime: Infinity });
    const none = await client.infiniteQuery({
      ...turnoversQuery(ask, accountId, { from: '2999-01-01' }),
      staleTime: Infinity,
    });
    expect([all.pages[0]?.nodes.length, none.pages[0]?.nodes.length]).toEqual([50, 0]);
  });

  /** How many requests a component makes that shows the turnovers of no account. */
  async function requestsForNothing(): Promise<number> {
    const requests = watchRequests();
    const observer = new InfiniteQueryObserver(client, turnoversQuery(ask, NONE));
    let resolve: (message: string) => void;
    const failed = new Promise<string>((settle) => (resolve = settle));
    const stop = observer.subscribe(({ error }) => {
      if (error !== null) resolve(error.message);
    });
    expect(await failed).toBe('NOT_FOUND');
    stop();
    return requests.count;
  }

  it('does not repeat what can never succeed', async () => {
    expect(await requestsForNothing()).toBe(1);
  });

  it('repeats it three times with the rule that browsers have by default', async () => {
    client = new QueryClient({ defaultOptions: { queries: { retry: 3, retryDelay: 0 } } });
    expect(await requestsForNothing()).toBe(4);
  });

  it('repeats what may succeed, after the time that the gateway says', () => {
    const { retry, retryDelay } = client.getDefaultOptions().queries ?? {};
    if (typeof retry !== 'function' || typeof retryDelay !== 'function') throw new Error('There is no rule.');
    const limited = new FieldError({ code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: 7 });
    expect([retry(0, limited), retry(1, limited), retry(2, limited)]).toEqual([true, true, false]);
    expect(retryDelay(0, limited)).toBe(7_000);
    expect(retry(0, new TypeError('fetch failed'))).toBe(true);
  });
});
