import { day, hour } from '../clock.js';
import { americanAccount, buildingSavings, swissAccount, wallet } from './life/abroad.js';
import { cardAccount, cardSettlement } from './life/cards.js';
import { cashMachine, corrections, fuel, ownAccount, paidInto, standingOrder } from './life/cash.js';
import { insurances, subscriptions } from './life/contracts.js';
import { broadcastingFee, rent, telephone, utilities } from './life/home.js';
import { loanAccount, loanRate, savingsAccount, securitiesAccount } from './life/savings.js';
import { lately, eatingOut, groceries, onlineShopping, shopsInTown, twinTickets } from './life/shopping.js';
import { story } from './life/theme.js';
import { childBenefit, salary } from './life/work.js';
import type { AccountPlan, ConnectionPlan, OrphanPlan, PersonPlan } from './plan.js';

const name = 'Klara Vielkonto';
const giro = ownAccount(name, 'Testbank', 'klara.giro');

/** Six connections at six banks, one in each state that there is; every type of account; three currencies. */
export function klara(seed: number): PersonPlan {
  return {
    key: 'klara',
    name,
    email: 'klara.vielkonto@example.com',
    about: 'six connections at different banks, one in each state; all account types; EUR, CHF and USD',
    connections: [
      { ...disabled, accounts: [{ ...houseOneDay, story: story(`${seed}.house`, buildingSavings(8_000, giro)) }] },
      { ...expired, accounts: [{ ...carLoan, story: story(`${seed}.loan`, loanAccount(28_500, giro)) }] },
      { ...failing, accounts: usaAccounts(seed) },
      { ...manual, accounts: swissAccounts(seed) },
      { ...expiring, accounts: [{ ...household, story: householdStory(seed) }] },
      { ...active, accounts: everydayAccounts(seed) },
    ],
    orphans: [{ ...oldSavings, story: story(`${seed}.old`, savingsAccount(2_500, giro)) }],
  };
}

type Unfilled<T> = Omit<T, 'story' | 'accounts'>;

const active: Unfilled<ConnectionPlan> = { bank: 'Testbank', mode: 'full', consentIn: 61, syncedAgo: 5 * hour };

const expiring: Unfilled<ConnectionPlan> = {
  bank: 'Appfels Direktbank',
  mode: 'full',
  consentIn: 9,
  syncedAgo: 7 * hour,
};

const manual: Unfilled<ConnectionPlan> = {
  bank: 'Murmeltierbank',
  mode: 'shared',
  consentIn: 74,
  syncedAgo: 3 * day,
};

const failing: Unfilled<ConnectionPlan> = {
  bank: 'Flautebank',
  mode: 'full',
  failures: 1,
  message: 'init_failed',
  consentIn: 33,
  syncedAgo: 2 * day + hour,
};

const expired: Unfilled<ConnectionPlan> = {
  bank: 'Tannwaldbank',
  mode: 'none',
  agreedMode: 'full',
  failures: 1,
  message: 'consent_invalid',
  consentIn: -12,
  syncedAgo: 13 * day,
};

const disabled: Unfilled<ConnectionPlan> = {
  bank: 'Märchenbank',
  mode: 'full',
  failures: 3,
  message: 'login_failed',
  consentIn: 20,
  syncedAgo: 41 * day,
};

function everydayAccounts(seed: number): AccountPlan[] {
  return [
    {
      key: 'klara.savings',
      type: 'savings',
      description: 'Tagesgeld',
      story: story(`${seed}.savings`, savingsAccount(25_000, giro)),
      balance: 1_284_017,
      turnoverIds: 'xs2a',
    },
    {
      key: 'klara.card',
      type: 'creditcard',
      description: 'Kreditkarte Reiselust',
      story: story(`${seed}.card`, cardAccount(`${seed}.klara`)),
      balance: -31_845,
      limit: 300_000,
      turnoverIds: 'bank',
    },
    { ...everydayGiro, story: everydayStory(seed), lately },
  ];
}

const everydayGiro: Unfilled<AccountPlan> = {
  key: 'klara.giro',
  type: 'giro',
  description: 'Girokonto Alltag',
  balance: 241_763,
  limit: 150_000,
};

function everydayStory(seed: number) {
  const bills = [rent(118_000), utilities(8_400), telephone, broadcastingFee, insurances, subscriptions];
  const shopping = [groceries, eatingOut, shopsInTown, onlineShopping, twinTickets, fuel, cashMachine, corrections];
  const saving = [
    standingOrder(25_000, ownAccount(name, 'Testbank', 'klara.savings'), 'Sparrate'),
    standingOrder(20_000, ownAccount(name, 'Appfels Direktbank', 'klara.household'), 'Haushaltsgeld'),
    standingOrder(15_000, ownAccount(name, 'Murmeltierbank', 'klara.securities'), 'Einzahlung Sparplan'),
    standingOrder(8_000, ownAccount(name, 'Märchenbank', 'klara.house'), 'Bausparbeitrag'),
    cardSettlement(`${seed}.klara`),
    loanRate(28_500),
  ];
  return story(`${seed}.everyday`, salary(384_215, 'Schraubenwerk Muster AG'), ...bills, ...shopping, ...saving);
}

const household: Unfilled<AccountPlan> = {
  key: 'klara.household',
  type: 'giro',
  description: 'Haushaltskonto',
  holder: 'Klara Vielkonto und Kuno Mitkonto',
  balance: 268_390,
  limit: 50_000,
  joint: true,
  turnoverIds: 'bank-repeating',
};

const contribution = paidInto(20_000, giro, 'Haushaltsgeld');

function householdStory(seed: number) {
  return story(`${seed}.household`, childBenefit, contribution, groceries, shopsInTown, corrections);
}

function swissAccounts(seed: number): AccountPlan[] {
  return [
    {
      key: 'klara.securities',
      type: 'securities',
      description: 'Depot Verrechnungskonto',
      story: story(`${seed}.securities`, securitiesAccount(15_000, giro)),
      balance: 40_255,
      turnoverIds: 'xs2a',
    },
    {
      key: 'klara.chf',
      type: 'giro',
      description: 'Privatkonto CHF',
      story: story(`${seed}.chf`, swissAccount(30_000, giro)),
      balance: 318_845,
      currency: 'CHF',
      limit: 0,
    },
  ];
}

function usaAccounts(seed: number): AccountPlan[] {
  return [
    {
      key: 'klara.wallet',
      type: 'wallet',
      description: 'Geldbörse',
      story: story(`${seed}.wallet`, wallet),
      balance: 74_712,
      turnoverIds: 'bank',
    },
    {
      key: 'klara.usd',
      type: 'giro',
      description: 'Fremdwährungskonto USD',
      story: story(`${seed}.usd`, americanAccount(15_000, giro)),
      balance: 153_307,
      currency: 'USD',
    },
  ];
}

const carLoan: Unfilled<AccountPlan> = {
  key: 'klara.loan',
  type: 'loan',
  description: 'Autokredit',
  balance: -1_143_260,
};

const houseOneDay: Unfilled<AccountPlan> = {
  key: 'klara.house',
  type: 'other',
  description: 'Bausparvertrag',
  balance: 402_118,
};

const oldSavings: Unfilled<OrphanPlan> = {
  key: 'klara.old',
  bank: 'Leuchtturmbank Watt & Söhne',
  syncedAgo: 190 * day,
  type: 'savings',
  description: 'Altes Sparbuch',
  balance: 55_104,
};
