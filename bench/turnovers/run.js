/**
 * How the cost of a list of turnovers grows with its size: `npm run build && node bench/turnovers/run.js`.
 *
 * Every figure is the processor time of a step per turnover, as a multiple of the same at 1,000 turnovers. 1.0 throughout is linear growth; a
 * step that takes the same time whatever the size of the list shows 0.1 and 0.01. Times are medians. The second table is how
 * long the event loop was held at most, in milliseconds of processor time, while such lists were built and asked: work is cut
 * into slices of 10 ms, what is above is garbage collection.
 */
import { Findings } from '../../dist/domain/cashflow/index.js';
import { buildTurnoverList, Pace, TurnoverQueries, TurnoverQuery } from '../../dist/domain/turnover/index.js';
import { longestTurnUntil } from './longest-turn.js';
import { madeUpTurnovers } from './made-up-turnovers.js';

const SIZES = [1_000, 10_000, 100_000];
const RUNS = { 1_000: 31, 10_000: 9, 100_000: 5 };
const DAYS = 730;
const USERS = 10;

const account = { bankUserId: 'user-1', xs2aId: 'account-1' };
const scope = { bankUserId: account.bankUserId, accountIds: null };

function queryOf(filter, order = 'BOOKING_DATE_DESC') {
  return new TurnoverQuery(scope, filter, order);
}

/** As one operation does it. */
function select(list, filter, order) {
  return new TurnoverQueries().select(queryOf(filter, order), [list]);
}

async function takePage(list, filter, after = null, order = 'BOOKING_DATE_DESC') {
  const query = queryOf(filter, order);
  const selection = await new TurnoverQueries().select(query, [list]);
  const page = selection.page(query.readPage({ first: 50, after }));
  return { ids: page.edges.map(({ cursor, node }) => cursor + node.id), endCursor: page.pageInfo.endCursor };
}

/** Own transfers and recurring payments, in a list that is all that the bank user has. */
function findingsIn({ contents }, pace) {
  const ledger = { xs2aId: account.xs2aId, iban: null, holder: null, isCard: false, until: '2026-01-01', contents };
  return new Findings([ledger], [ledger], pace).recurring;
}

const everything = { category: 'K', direction: 'DEBIT', maxAmount: '400.50', tags: ['food', 'rent'], search: 'karten' };

/** The steps of one run, in an order in which each finds what a first request finds: nothing is warm that would not be. */
const STEPS = [
  ['build', async (run) => (run.list = await buildTurnoverList(account, run.contents))],
  ['first page', async (run) => (run.cursor = (await takePage(run.list, {})).endCursor)],
  ['next page', (run) => takePage(run.list, {}, run.cursor)],
  ['search, for the first time', (run) => select(run.list, { search: 'Müller' })],
  ['search', (run) => select(run.list, { search: 'muller' })],
  ['all filters at once', (run) => select(run.list, everything)],
  ['by amount, for the first time', (run) => takePage(run.list, {}, null, 'AMOUNT_DESC')],
  ['by amount', (run) => takePage(run.list, {}, null, 'AMOUNT_DESC')],
  ['totals', async (run) => (await select(run.list, {})).totals()],
  ...['MONTH', 'WEEK', 'DAY', 'ACCOUNT', 'CATEGORY', 'COUNTERPARTY', 'TAG'].map((by) => [
    `groups by ${by.toLowerCase()}`,
    async (run) => (await select(run.list, {})).groups(by),
  ]),
  ['recurring payments', (run) => findingsIn(run.list, new Pace())],
];

async function runOnce(contents, times) {
  const run = { contents };
  for (const [name, step] of STEPS) {
    const before = process.cpuUsage();
    await step(run);
    const { user, system } = process.cpuUsage(before);
    (times[name] ??= []).push(user + system);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The median of each step per turnover, in microseconds. */
async function timesOf(size) {
  const contents = madeUpTurnovers(size, DAYS);
  const times = {};
  for (let i = 0; i < RUNS[size]; i++) await runOnce(contents, times);
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values) / size]));
}

async function longestHold(work) {
  return (await longestTurnUntil(work())).toFixed(0);
}

/** What one user's dashboard does: builds the list, pages, searches, sums and groups. */
async function useAll(contents, pace) {
  const list = await buildTurnoverList(account, contents, pace);
  const queries = new TurnoverQueries(pace);
  for (const filter of [{}, { search: 'Müller' }, everything]) {
    const selection = await queries.select(queryOf(filter), [list]);
    await Promise.all([selection.totals(), selection.groups('COUNTERPARTY'), selection.groups('MONTH')]);
  }
  await queries.select(queryOf({}, 'AMOUNT_ASC'), [list]);
  await findingsIn(list, pace);
}

async function holdsOf(size) {
  const contents = madeUpTurnovers(size, DAYS);
  const pace = new Pace();
  const users = Array.from({ length: USERS }, () => contents);
  return {
    'one user': await longestHold(() => useAll(contents, pace)),
    [`${USERS} users at once`]: await longestHold(() => Promise.all(users.map((each) => useAll(each, pace)))),
  };
}

function printTable(title, columns, rowOf) {
  console.log(`\n${title.padEnd(34)}${SIZES.map((size) => size.toLocaleString('en').padStart(10)).join('')}`);
  for (const name of columns)
    console.log(name.padEnd(34) + SIZES.map((size) => rowOf(name, size).padStart(10)).join(''));
}

// Warms the compiler up: without it the smallest list would pay for all.
for (let i = 0; i < 5; i++) await runOnce(madeUpTurnovers(10_000, DAYS), {});

const times = {};
for (const size of SIZES) times[size] = await timesOf(size);
printTable('time per turnover', Object.keys(times[1_000]), (name, size) =>
  (times[size][name] / times[1_000][name]).toFixed(2),
);

const holds = {};
for (const size of SIZES) holds[size] = await holdsOf(size);
printTable('event loop held at most, ms', Object.keys(holds[1_000]), (name, size) => holds[size][name]);
