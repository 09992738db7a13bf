import type { Bank } from '../bank/bank.js';
import { Random } from '../random.js';
import { cardAccount, cardSettlement } from './life/cards.js';
import { corrections, ownAccount, standingOrder } from './life/cash.js';
import { rent, telephone } from './life/home.js';
import { savingsAccount } from './life/savings.js';
import { eatingOut, groceries, onlineShopping, twinTickets } from './life/shopping.js';
import { story } from './life/theme.js';
import { salary } from './life/work.js';
import type { AccountPlan } from './plan.js';

/** Three accounts that any bank turns out to have for whoever logs in: the same ones for the same person every time. */
export function accountsAtBank(bank: Bank, userId: string, holder: string): readonly AccountPlan[] {
  const key = `${bank.bic}.${userId}`;
  const random = new Random(key);
  const savings = ownAccount(holder, bank.name, `${key}.savings`);
  const giro = ownAccount(holder, bank.name, `${key}.giro`);
  const bills = [rent(random.whole(62_000, 119_000)), telephone, standingOrder(15_000, savings, 'Sparrate')];
  const shopping = [groceries, eatingOut, onlineShopping, twinTickets, corrections, cardSettlement(key)];
  const work = salary(random.whole(240_000, 390_000), 'Schraubenwerk Muster AG');
  return [
    {
      key: `${key}.giro`,
      type: 'giro',
      description: 'Girokonto',
      story: story(`${key}.giro`, work, ...bills, ...shopping),
      balance: random.whole(50_000, 400_000),
      limit: 100_000,
    },
    {
      key: `${key}.savings`,
      type: 'savings',
      description: 'Sparkonto',
      story: story(`${key}.savings`, savingsAccount(15_000, giro)),
      balance: random.whole(200_000, 2_000_000),
      turnoverIds: 'xs2a',
    },
    {
      key: `${key}.card`,
      type: 'creditcard',
      description: 'Kreditkarte',
      story: story(`${key}.card`, cardAccount(key)),
      balance: -random.whole(5_000, 60_000),
      limit: 200_000,
      turnoverIds: 'bank',
    },
  ];
}
