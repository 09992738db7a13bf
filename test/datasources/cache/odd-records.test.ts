import { CONNECTIONS, DASHBOARD, Gateways } from '../../support/gateways.js';
import { memoryStore } from '../../support/in-process-gateway.js';
import { ODDITIES, OddStore } from '../../support/odd-store.js';

const BEGIN =
  'mutation { begun: createBankConnection(input: {}) { ... on CreateBankConnectionSuccess { wizardSession { transactionId } } } }';
const SESSION = 'query ($id: String!) { wizardSession(transactionId: $id) { finished } }';

let store: OddStore;
let cacheStore: OddStore;
let gateways: Gateways;

beforeAll(async () => {
  [store, cacheStore] = [new OddStore(memoryStore('store')), new OddStore(memoryStore('cache'))];
  const [openStore, openCacheStore] = [() => store, () => cacheStore];
  gateways = await Gateways.open({ count: 2, sharesAnswers: true, openStore, openCacheStore });
});

afterEach(() => {
  store.oddity = cacheStore.oddity = undefined;
});

afterAll(() => gateways.close());

it.each(ODDITIES)('records that are not as they were written are treated as absent: %s', async (_, oddity) => {
  const person = await gateways.person({ connections: 2, accounts: 2 });
  await gateways.first.as(person, DASHBOARD);
  expect((await gateways.first.as(person, DASHBOARD)).codes).toEqual([]);
  interface Begun {
    begun: { wizardSession: { transactionId: string } };
  }
  const { wizardSession } = (await gateways.first.as<Begun>(person, BEGIN)).data.begun;
  const { data } = await gateways.freshly(person, DASHBOARD);

  store.oddity = cacheStore.oddity = oddity;
  store.odd = cacheStore.odd = 0;
  await gateways.restart(1);
  for (const gateway of [gateways.first, gateways.second, gateways.second]) {
    expect(await gateway.as(person, DASHBOARD)).toMatchObject({ data, codes: [] });
  }
  const session = await gateways.second.as(person, SESSION, { id: wizardSession.transactionId });
  expect(session.codes.filter((code) => code !== 'NOT_FOUND')).toEqual([]);
  // Nothing odd is sent as a token.
  expect((await gateways.bank.requests()).filter(({ status }) => status === 401)).toEqual([]);
  expect([store.odd > 0, cacheStore.odd > 0]).toEqual([true, true]);

  store.oddity = cacheStore.oddity = undefined;
  await gateways.second.as(person, DASHBOARD);
  expect(await gateways.callsOf(() => gateways.second.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
});
