import { countryIds } from '../../../src/testbank/bank/bank.js';
import { banks } from '../../../src/testbank/bank/directory.js';
import { head, isTrue, Tester } from '../tester.js';

describe('/v1/bankcodes', () => {
  let tester: Tester;
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
  });
  afterAll(() => tester.close());

  const get = (path: string) => tester.service('GET', `/v1/bankcodes${path}`);
  const names = async (query: string) =>
    (await get(`/autocomplete?per_page=100&${query}`)).json.data.map(({ name }) => name);

  it('answers one bank by its code', async () => {
    expect((await get('?bank_code=88888888')).json).toMatchObject({
      bank_code: '88888888',
      name: 'Testbank',
      country_id: 'DE',
      xs2a_products: ['xs2a_risk', 'xs2a_pay', 'xs2a_api'],
    });
    expect((await get('?bank_code=12345678')).json).toEqual({ code: 404, message: 'Not found.' });
    expect((await get('')).status).toBe(422);
  });

  it('lists all of them, or those of a country', async () => {
    const { json } = await get('/all');
    expect(json).toMatchObject({ total: banks.length, per_page: 15 });
    const austrian = (await get('/all?country_id=AT')).json.data;
    expect(austrian.length).toBeGreaterThan(3);
    expect(austrian.every(({ country_id }) => country_id === 'AT')).toBe(true);
    expect((await get('/all?country_id=XX')).status).toBe(422);
  });

  it.each([
    ['a name, in any case', 'q=TESTB', 'Testbank'],
    ['a name without its dots', 'q=raetsel', undefined],
    ['a name without its diacritics', 'q=ratsel', 'Rätselbank'],
    ['a city', 'q=mondhafen', 'Mondhafenbank'],
    ['the beginning of a code', 'q=9001000', 'Tannwaldbank'],
    ['the beginning of a BIC', 'q=apfe', 'Appfels Direktbank'],
    ['a country', 'q=bank&country_id=GB', 'Teapot %26 Sons Bank'],
    ['nothing', 'q=xyzxyz', undefined],
  ])('finds by %s', async (_what, query, name) => {
    expect((await names(query))[0]).toBe(name?.replace('%26', '&'));
  });

  it('finds by product', async () => {
    expect(await names('q=kiezkasse')).toEqual(['Kiezkasse']);
    expect(await names('q=kiezkasse&product=xs2a_api')).toEqual([]);
    expect(isTrue(head((await get('/autocomplete?q=kiezkasse')).json.data).xs2a_supported)).toBe(false);
    expect((await get('/autocomplete?q=a&product=xs2a_magic')).status).toBe(422);
    expect((await get('/autocomplete?q=')).status).toBe(422);
  });

  it('has at least sixty banks, all different, in every country', () => {
    expect(banks.length).toBeGreaterThanOrEqual(60);
    expect(new Set(banks.map(({ bic }) => bic)).size).toBe(banks.length);
    expect(new Set(banks.map(({ code, country }) => country + code)).size).toBe(banks.length);
    expect(new Set(banks.map(({ country }) => country))).toEqual(new Set(countryIds));
    for (const { bic } of banks) expect(bic).toMatch(/^[A-Z]{6}[A-Z0-9]{2}XXX$/);
  });
});
