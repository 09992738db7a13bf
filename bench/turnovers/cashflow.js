// How long the event loop is held at most while own transfers and recurring payments are found in 40 accounts with 100,000
// turnovers in all, in milliseconds. `npm run build` first.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Findings } from '../../dist/domain/cashflow/index.js';
import { Pace } from '../../dist/domain/turnover/index.js';

const [accounts, each, runs] = [40, 2_500, 5];

function turnover(account, index) {
  const day = new Date(Date.UTC(2026, 5, 30 - Math.floor(index / 3))).toISOString().slice(0, 10);
  const payee = (index * 7 + account) % 150;
  return {
    bookingDate: day,
    amountMinor: index % 9 === 0 ? 100_000 : -(500 + ((index * 977) % 9_000)),
    currency: 'EUR',
    status: 'BOOKED',
    purpose: [`EREF+${index}`, `MREF+M${payee}`, `SVWZ+Invoice ${index} of payee ${payee}`],
    counterparty: {
      name: `Payee ${String.fromCharCode(97 + (payee % 26))}${payee}`,
      iban: `DE${String(payee).padStart(20, '0')}`,
      bic: null,
      creditorId: null,
    },
    categoryId: null,
    tags: [],
    isNew: null,
    xs2aTurnoverId: null,
    bankTransactionId: null,
  };
}

const ledgers = Array.from({ length: accounts }, (_, account) => ({
  xs2aId: `a${account}`,
  iban: `DE${String(10_000 + account).padStart(20, '9')}`,
  holder: 'Klara Müller',
  isCard: false,
  until: '2026-06-30',
  contents: Array.from({ length: each }, (_, index) => turnover(account, index)),
}));

for (let run = 0; run < runs; run++) {
  const pace = new Pace();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  const recurring = await new Findings(ledgers, ledgers, pace).recurring;
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  console.log(
    `${recurring.length} found in ${(performance.now() - start).toFixed(0)} ms, held at most ${(delay.max / 1e6).toFixed(1)} ms`,
  );
}
