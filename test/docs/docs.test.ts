import { readdirSync, readFileSync } from 'node:fs';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { Subscriber } from '../support/subscriber.js';
import { until } from '../support/until.js';
import { startTestBank, type TestBank } from '../../src/testbank/testbank.js';

/** A query of a page. The word behind `graphql` says what it needs: `service`, `account`, `connection`, `wizard`. */
interface Example {
  readonly page: string;
  readonly number: number;
  readonly needs: string;
  readonly query: string;
}

const pages = [...readdirSync('docs').map((name) => `docs/${name}`), 'README.md', 'SECURITY.md'].filter((name) =>
  name.endsWith('.md'),
);
const examples = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```graphql ?(\w*)\n(.*?)^```$/gms)].map(
    ([, needs = '', query = ''], index): Example => ({ page, number: index + 1, needs, query }),
  ),
);

function isSubscription({ query }: Example): boolean {
  return query.startsWith('subscription');
}

let bank: TestBank;
let gateway: GatewayUnderTest;
let viewer: Caller;
let service: Caller;

beforeAll(async () => {
  bank = await startTestBank();
  gateway = await GatewayUnderTest.start(bank);
  viewer = await gateway.as(bank.people[0] ?? { id: '' });
  service = await gateway.service();
});
afterAll(async () => {
  await gateway.close();
  await bank.close();
});

/** Values for the variables that the examples declare. */
async function variablesFor({ query }: Example): Promise<Record<string, unknown>> {
  const { viewer: person } = await viewer.data<{
    viewer: { accounts: { id: string }[]; connections: { id: string; status: string }[] };
  }>('{ viewer { accounts { id } connections { id status } } }');
  const begun = () =>
    viewer.data<{ createBankConnection: { wizardSession: Record<string, string> } }>(
      'mutation { createBankConnection(input: {}) { ... on CreateBankConnectionSuccess { wizardSession { key transactionId } } } }',
    );
  const session = /\$(key|transactionId)\b/.test(query) ? (await begun()).createBankConnection.wizardSession : {};
  const known: Record<string, unknown> = {
    accountId: person.accounts[0]?.id,
    connectionId: person.connections.find(({ status }) => status === 'ACTIVE')?.id,
    ...session,
  };
  return Object.fromEntries([...query.matchAll(/\$(\w+):/g)].map(([, name = '']) => [name, known[name]]));
}

it('finds examples', () => {
  expect(examples.length).toBeGreaterThan(15);
});

it.each(examples.filter(isSubscription))('$page, query $number, begins', async ({ query }) => {
  const subscriber = new Subscriber(gateway.url, viewer.jwt, query);
  const open = await until('it has begun or ended', async () =>
    subscriber.end === undefined ? valueOf(await readMetrics(gateway.url), 'xs2a_gateway_subscriptions') || null : -1,
  );
  expect(open).toBe(1);
  await subscriber.close();
});

it.each(examples.filter((example) => !isSubscription(example)))('$page, query $number, runs', async (example) => {
  const caller = example.needs === 'service' ? service : viewer;
  const data = await caller.data(example.query, await variablesFor(example));
  expect(Object.values(data)).not.toContain(null);
});
