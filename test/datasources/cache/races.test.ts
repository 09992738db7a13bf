import { accountIdOf, Gateways } from '../../support/gateways.js';
import { memoryStore } from '../../support/in-process-gateway.js';
import { SEED } from '../../support/random.js';
import { ScheduledFront } from './scheduled-front.js';
import { ScheduledStore } from './scheduled-store.js';
import { Scheduler } from './scheduler.js';

const RACES = Number(process.env.RACES ?? 60);

const MARK = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
const NEWS = 'query ($id: ID!) { account(id: $id) { turnovers(filter: { onlyNew: true }) { totalCount } } }';

/** Every call of the store and of the bank has its turn, in an order that a seed decides: what a write overlaps with is never served after it. */
describe('what is read while another instance writes', () => {
  const scheduler = new Scheduler();
  let front: ScheduledFront;
  let gateways: Gateways;

  beforeAll(async () => {
    const common = memoryStore('cache');
    gateways = await Gateways.open({
      count: 2,
      openCacheStore: () => new ScheduledStore(common, scheduler),
      frontOf: async (bankUrl) => (front = await ScheduledFront.before(bankUrl, scheduler)).url,
    });
    gateways.setTime('2026-06-15T10:00:00Z');
  });

  afterAll(async () => {
    await gateways.close();
    await front.close();
  });

  it.each([
    ['for the first time', 0],
    ['again', 1],
  ])('%s', async (_, before) => {
    for (let race = 0; race < RACES; race++) {
      const person = await gateways.person({ turnovers: 3 });
      await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
      const variables = { id: accountIdOf(person) };
      const read = () => gateways.second.as(person, NEWS, variables);
      for (let reads = 0; reads < before; reads++) await read();
      const seed = SEED + race;
      await scheduler.run(seed, () => [gateways.first.as(person, MARK, variables), read(), read().then(read)]);
      const { data } = await gateways.freshly(person, NEWS, variables);
      expect({ seed, data: (await read()).data }).toEqual({ seed, data });
    }
  });
});
