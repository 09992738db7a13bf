// Ten people with 100,000 turnovers each page through their lists at once, over HTTP: what a first page and the pages after it
// cost in upstream calls, in how long the event loop was held, and in memory that stays.
//
//   npm run build && node --expose-gc bench/turnovers/paging.js [turnovers] [people]
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve, tokenOf } from './served.js';

const [turnovers, people, pages] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 10), 5];

const PAGE = `query ($after: String) { viewer { accounts { turnovers(first: 100, after: $after) {
  totalCount nodes { id bookingDate amount { value currency } } pageInfo { endCursor } } } } }`;

const { control, ask, close } = await serve();

try {
  const tokens = [];
  const shape = { connections: 1, accounts: 1, turnovers, syncedAgo: 7200 };
  for (let person = 0; person < people; person++) tokens.push(tokenOf((await control('people', shape)).id));
  const cursors = new Array(people).fill(null);
  console.log(`${people} people, ${turnovers} turnovers each\n`);
  console.log('page | upstream calls, each | event loop held, ms: longest, 99 % | heap that stays, MB');
  for (let page = 1; page <= pages; page++) console.log(await measure(page, tokens, cursors));
} finally {
  await close();
}

async function measure(page, tokens, cursors) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const answers = await Promise.all(tokens.map((token, person) => ask(token, PAGE, { after: cursors[person] })));
  delay.disable();
  answers.forEach(({ data }, person) => {
    cursors[person] = data.viewer.accounts[0].turnovers.pageInfo.endCursor;
  });
  const calls = [...new Set(answers.map(({ extensions }) => extensions.xs2a.upstreamCalls))].join(', ');
  globalThis.gc?.();
  const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
  return [page, calls, `${Math.round(delay.max / 1e6)}, ${Math.round(delay.percentile(99) / 1e6)}`, heap].join(' | ');
}
