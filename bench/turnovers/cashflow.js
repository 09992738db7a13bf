// One person with 40 accounts and 100,000 turnovers, a third of them recurring payments, over HTTP: what money that calculates costs
// beside the list of turnovers itself, in upstream calls and in how long the event loop was held.
//
//   npm run build && node bench/turnovers/cashflow.js [accounts] [turnovers of each]
import { performance } from 'node:perf_hooks';
import { longestTurnUntil } from './longest-turn.js';
import { serve, tokenOf } from './served.js';

const [accounts, each] = [Number(process.argv[2] ?? 40), Number(process.argv[3] ?? 2_500)];
const DAYS = 730;
const CONTRACTS_OF_ACCOUNT = Math.floor(each / 3 / (DAYS / 30));

const LIST =
  '{ viewer { turnovers(first: 500) { totalCount nodes { id bookingDate amount { value currency } purposeText } } } }';
const QUERIES = [
  ['the list, for the first time', LIST],
  ['the list again, as another query', LIST.replace('purposeText', 'purpose')],
  ['recurring payments', '{ viewer { recurringPayments { payments { name cadence amount { value } } } } }'],
  ['… again, as another query', '{ viewer { recurringPayments { payments { name status yearly { value } } } } }'],
  [
    'upcoming payments',
    '{ viewer { upcomingPayments(days: 90) { payments { earliest latest } totals { least { value } } } } }',
  ],
  ['own transfers left out', '{ viewer { turnovers(filter: { excludeOwnTransfers: true }) { totalCount } } }'],
  [
    'entries with what they belong to',
    '{ viewer { turnovers(first: 500) { nodes { recurringPayment { id } ownTransfer { account { id } } } } } }',
  ],
  [
    'balance history of each account',
    '{ viewer { accounts { balanceHistory(from: "2020-01-01") { points { date amount { value } } } } } }',
  ],
  ['totals of balances', '{ viewer { balanceTotals { totals { value currency } } } }'],
];

const { control, ask, close } = await serve();

try {
  // What is compiled and made once, is so for somebody else.
  const other = tokenOf(await addPerson(2, 1_000));
  for (const [, query] of QUERIES) await ask(other, query);
  const token = tokenOf(await addPerson(accounts, each));
  console.log(`${accounts} accounts, ${accounts * each} turnovers\n`);
  console.log('query | upstream calls | event loop held at most, ms | found | ms in all');
  for (const [name, query] of QUERIES) console.log(`${name} | ${await measure(token, query)}`);
} finally {
  await close();
}

async function measure(token, query) {
  const start = performance.now();
  const asking = ask(token, query);
  const longest = await longestTurnUntil(asking);
  const { data, extensions } = await asking;
  const [field] = Object.values(data.viewer);
  const found = field.totalCount ?? (field.payments ?? field.nodes ?? field.totals ?? field).length;
  return [extensions.xs2a.upstreamCalls, longest.toFixed(0), found, (performance.now() - start).toFixed(0)].join(' | ');
}

async function addPerson(accountCount, turnovers) {
  const person = await control('people', { connections: 1, accounts: accountCount, turnovers: 0, syncedAgo: 7200 });
  for (const [nth, account] of person.accounts.entries())
    await control(`accounts/${account}/turnovers`, { turnovers: turnoversOf(nth, turnovers) });
  return person.id;
}

/** Contracts, a month between each of their payments; and purchases by chance. */
function turnoversOf(account, count) {
  return Array.from({ length: count }, (_, index) => {
    const contract = index % (3 * CONTRACTS_OF_ACCOUNT);
    const isPaid = contract < CONTRACTS_OF_ACCOUNT;
    const month = Math.floor(index / (3 * CONTRACTS_OF_ACCOUNT));
    const daysAgo = isPaid ? month * 30.44 + (contract % 28) : (index * 7919) % DAYS;
    return {
      bookingDate: new Date(Date.now() - Math.round(daysAgo + 1) * 86_400_000).toISOString().slice(0, 10),
      amount: isPaid ? -(10 + contract) : -(5 + ((index * 977) % 9_000) / 100),
      counterHolder: isPaid
        ? `Contract ${nameOf(account * CONTRACTS_OF_ACCOUNT + contract)}`
        : `Shop ${nameOf((index * 31) % 200)}`,
      purpose: [`EREF+${account}${index}`, `SVWZ+Invoice ${index}`],
    };
  });
}

/** A word for a number: digits in names are ignored. */
function nameOf(number) {
  return [...String(number)].map((digit) => 'bcdfghklmn'[digit] + 'aeiou'[digit % 5]).join('');
}
