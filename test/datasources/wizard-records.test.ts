import { Gateways } from '../support/gateways.js';
import { memoryStore } from '../support/in-process-gateway.js';
import type { JsonValue, SecureStore } from '../../src/store/secure-store.js';

const DAY_MS = 86_400_000;
const BEGIN = `mutation { begun: createBankConnection(input: {}) {
  ... on CreateBankConnectionSuccess { wizardSession { key transactionId } }
} }`;
const SESSION = 'query ($id: String!) { wizardSession(transactionId: $id) { finished } }';

interface Begun {
  readonly begun: { readonly wizardSession: { readonly key: string; readonly transactionId: string } };
}

/** What is written, and for how long; it loses everything. */
function losingStore(written: (readonly [string, number])[]): SecureStore {
  const store = memoryStore('store');
  void store.close();
  store.set = (owner: string, key: string, value: JsonValue, ttlMs: number) => {
    written.push([JSON.stringify([owner, key, value]), ttlMs]);
    return Promise.resolve(false);
  };
  return store;
}

it('a wizard session is known for a day, by records in which its key is nowhere', async () => {
  const written: (readonly [string, number])[] = [];
  const gateways = await Gateways.open({ openStore: () => losingStore(written) });
  const person = await gateways.person();
  const { data } = await gateways.first.as<Begun>(person, BEGIN);
  const { key, transactionId } = data.begun.wizardSession;
  const records = written.filter(([record]) => record.includes(transactionId));
  expect(records.map(([, ttlMs]) => ttlMs)).toEqual([DAY_MS]);
  expect(written.filter(([record, ttlMs]) => record.includes(key) || ttlMs > DAY_MS)).toEqual([]);
  await gateways.close();
});

it('a wizard session that the store has lost can be begun all the same, and is nothing that anybody is told of', async () => {
  const gateways = await Gateways.open({ openStore: () => losingStore([]) });
  const person = await gateways.person();
  const begun = await gateways.first.as<Begun>(person, BEGIN);
  expect(begun.codes).toEqual([]);
  const { transactionId: id } = begun.data.begun.wizardSession;
  expect((await gateways.first.as(person, SESSION, { id })).data).toEqual({ wizardSession: null });
  await gateways.close();
});
