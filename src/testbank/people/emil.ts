import { minute } from '../clock.js';
import { cashMachine, corrections } from './life/cash.js';
import { privateHealthInsurance, subscriptions } from './life/contracts.js';
import { broadcastingFee, rent, telephone, utilities } from './life/home.js';
import { lately, eatingOut, groceries, onlineShopping } from './life/shopping.js';
import { story } from './life/theme.js';
import { freelance } from './life/work.js';
import type { PersonPlan } from './plan.js';

/** One giro account, synced minutes ago. */
export function emil(seed: number): PersonPlan {
  const bills = [rent(98_000), utilities(5_200), telephone, broadcastingFee, privateHealthInsurance, subscriptions];
  const shopping = [groceries, eatingOut, onlineShopping, cashMachine, corrections];
  return {
    key: 'emil',
    name: 'Emil Einkonto',
    email: 'emil.einkonto@example.com',
    about: 'a single giro account of a freelancer, synced a few minutes ago',
    connections: [
      {
        bank: 'Kuckucksuhrenbank',
        mode: 'full',
        consentIn: 88,
        syncedAgo: 4 * minute,
        accounts: [
          {
            key: 'emil.giro',
            type: 'giro',
            description: 'Geschäftsgiro',
            story: story(`${seed}.emil`, freelance, ...bills, ...shopping),
            balance: 912_978,
            limit: 200_000,
            turnoverIds: 'xs2a',
            lately,
          },
        ],
      },
    ],
  };
}
