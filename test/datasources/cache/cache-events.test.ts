import { Gateways } from '../../support/gateways.js';

const BALANCES = '{ viewer { accounts { balance { asOf } } } }';

let gateways: Gateways;

afterEach(() => gateways.close());

/** How many reads of each kind the instance counts meanwhile, however many an event is about. */
async function countedBy(index: number, work: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const { cacheEvents } = gateways.at(index);
  cacheEvents.length = 0;
  await work();
  const counts: Record<string, number> = {};
  for (const event of cacheEvents) {
    const [outcome = '', read = '', count] = event.split(' ');
    counts[`${outcome} ${read}`] = (counts[`${outcome} ${read}`] ?? 0) + Number(count);
  }
  return counts;
}

describe('of one instance', () => {
  beforeEach(async () => {
    gateways = await Gateways.open();
  });

  it('tell what was read, and what was served', async () => {
    const person = await gateways.person({ accounts: 2 });
    const ask = () => gateways.first.as(person, BALANCES);
    expect(await countedBy(0, ask)).toEqual({ 'miss accounts': 1, 'miss balance': 2, 'miss bank-user': 1 });
    expect(await countedBy(0, ask)).toEqual({ 'hit accounts': 1, 'hit balance': 2, 'hit bank-user': 1 });
  });

  it('tell who joined', async () => {
    const person = await gateways.person({ accounts: 1 });
    await gateways.first.as(person, '{ viewer { name } }');
    await gateways.bank.strike({ kind: 'slow-drip', path: '/v1/api/connections', pause: 2, times: 1 });
    const ask = () => gateways.first.as(person, '{ viewer { connections { id } } }');
    const counts = await countedBy(0, () => Promise.all([ask(), ask(), ask()]));
    expect(counts).toMatchObject({ 'joined connections': 2 });
  });
});

it('tell what came from another instance', async () => {
  gateways = await Gateways.open({ count: 2, sharesAnswers: true });
  const person = await gateways.person({ accounts: 2 });
  await gateways.first.as(person, BALANCES);
  // Keeping is nobody's to wait for; in memory it is over within this turn of the event loop.
  await new Promise(setImmediate);
  const ask = () => gateways.second.as(person, BALANCES);
  expect(await countedBy(1, ask)).toEqual({
    'sharedHit accounts': 1,
    'sharedHit balance': 2,
    'sharedHit bank-user': 1,
  });
  expect(await countedBy(1, ask)).toEqual({ 'hit accounts': 1, 'hit balance': 2, 'hit bank-user': 1 });
});
