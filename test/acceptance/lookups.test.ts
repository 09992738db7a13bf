import { newPerson } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { addAccount, addConnection } from './people/records.js';

const BANKS = `query($search: String!, $country: CountryCode, $first: Int) { banks(search: $search, country: $country, first: $first) {
  bankCode bic name city country supported testMode
} }`;

interface BankNode {
  readonly bankCode: string;
  readonly name: string;
}

describe('banks and reports', () => {
  const person = newPerson('Look-_1', { name: 'Lore Lookup', email: 'lore@lookup.example' });
  const account = addAccount(person, addConnection(person, 1), 2);
  let deployment: Deployment;
  let caller: Caller;

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
    caller = deployment.as(person);
    deployment.xs2a.world.banks.push(
      {
        bank_code: '88888888',
        bic: '',
        name: 'Testbank',
        city: null,
        country_id: 'DE',
        testmode: '1',
        xs2a_supported: 0,
      },
      ...Array.from({ length: 40 }, (_, number) => ({
        ...{ bank_code: `${10_000_000 + number}`, bic: 'VOBADEXX', name: `Volksbank ${number}`, city: 'Köln' },
        ...{ country_id: number % 2 === 0 ? 'DE' : 'AT', testmode: false, xs2a_supported: '1', xs2a_products: null },
      })),
      null,
      { bank_code: null, name: 'Nameless Volksbank' },
    );
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  const banks = async (variables: Record<string, unknown>): Promise<BankNode[]> =>
    (await caller.data<{ banks: BankNode[] }>(BANKS, variables)).banks;

  it('are found by name and country', async () => {
    expect(await banks({ search: 'testbank' })).toEqual([
      {
        bankCode: '88888888',
        bic: null,
        name: 'Testbank',
        city: null,
        country: 'DE',
        supported: false,
        testMode: true,
      },
    ]);
    expect((await banks({ search: 'volksbank', country: 'AT', first: 5 })).map(({ name }) => name)).toEqual(
      [1, 3, 5, 7, 9].map((number) => `Volksbank ${number}`),
    );
  });

  it('are as many as were asked for, over small pages, without what cannot be read', async () => {
    expect(await banks({ search: 'volksbank', first: 35 })).toHaveLength(35);
    expect(await banks({ search: 'volksbank', first: 50 })).toHaveLength(40);
    expect(await banks({ search: 'volksbank' })).toHaveLength(10);
  });

  it.each(['a&country_id=XX', '../users', '%2e%2e', 'ü ß#?', '\u0000', 'a+b'])(
    'are searched for with the text as it is: %j',
    async (search) => {
      await caller.ask(BANKS, { search });
      for (const { path, query } of deployment.xs2a.requests) {
        expect(path).toBe('/v1/bankcodes/autocomplete');
        expect(new URLSearchParams(query).get('q')).toBe(search);
        expect(new URLSearchParams(query).get('country_id') ?? '').toBe('');
      }
    },
  );

  it('are reports as XS2A writes them', async () => {
    const id = (await GraphIds.of(caller)).account(account);
    const query = 'query($id: ID!, $report: String!) { account(id: $id) { report(id: $report) } }';
    expect(await caller.data(query, { id, report: 'Risk_7-a' })).toEqual({
      account: { report: { account: account.id, sums: [0.1, -2, null], nested: { '': 'ü' }, on: true } },
    });
    for (const report of ['absent', '..', '../../users', '%2e%2e', '', 'x'.repeat(20_000), '\u0000']) {
      const answer = await caller.ask(query, { id, report });
      expect([answer.data, codesOf(answer)]).toEqual([{ account: { report: null } }, ['NOT_FOUND']]);
    }
    const paths = deployment.xs2a.requestsOf('GET', /report/).map(({ path }) => path);
    expect(new Set(paths)).toEqual(
      new Set([`/v1/api/accounts/${account.id}/report/Risk_7-a`, `/v1/api/accounts/${account.id}/report/absent`]),
    );
  });
});
