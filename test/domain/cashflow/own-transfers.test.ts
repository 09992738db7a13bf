import type { Ledger } from '../../../src/domain/cashflow/ledger.js';
import { findOwnTransfers } from '../../../src/domain/cashflow/own-transfers.js';
import type { TurnoverContent } from '../../../src/domain/turnover/turnover-content.js';
import { entry, ledger } from './entries.js';

const GIRO = 'DE89370400440532013000';
const SAVINGS = 'DE75512108001245126199';

async function pairs(ledgers: Ledger[]): Promise<[TurnoverContent, TurnoverContent | null][]> {
  const found = await findOwnTransfers(ledgers);
  return [...found].map(([content, { counterpart }]) => [content, counterpart?.content ?? null]);
}

it('pairs two entries that state the IBAN of each other, however it is written, from both sides', async () => {
  const out = entry('2026-03-02', -5000, { iban: 'de75 5121 0800 1245 1261 99' });
  const back = entry('2026-03-03', 5000, { iban: GIRO });
  const ledgers = [ledger('giro', [out], { iban: GIRO }), ledger('savings', [back], { iban: SAVINGS })];
  expect(await pairs(ledgers)).toEqual([
    [out, back],
    [back, out],
  ]);
});

it('needs one side alone to tell the account', async () => {
  const out = entry('2026-03-02', -5000, { iban: SAVINGS });
  const ledgers = [ledger('giro', [out], { iban: GIRO }), ledger('savings', [], { iban: SAVINGS })];
  const found = await findOwnTransfers(ledgers);
  expect(found.get(out)).toEqual({ ledger: ledgers[1], counterpart: null });
});

it('pairs each entry once, with the nearest', async () => {
  const outs = [entry('2026-03-02', -5000, { iban: SAVINGS }), entry('2026-03-04', -5000, { iban: SAVINGS })];
  const back = entry('2026-03-04', 5000, { iban: GIRO });
  const ledgers = [ledger('giro', outs, { iban: GIRO }), ledger('savings', [back], { iban: SAVINGS })];
  expect(await pairs(ledgers)).toEqual([
    [outs[1], back],
    [back, outs[1]],
    [outs[0], null],
  ]);
});

it('pairs by the names of the holders where no IBAN is stated, up to three days apart', async () => {
  const of = (arrives: string) => [
    ledger('giro', [entry('2026-03-02', -5000, { name: 'MUELLER, KLARA' })], { iban: GIRO }),
    ledger('other', [entry(arrives, 5000, { name: 'Frau Klara Müller' })], { iban: SAVINGS }),
  ];
  expect(await pairs(of('2026-03-05'))).toHaveLength(2);
  expect(await pairs(of('2026-03-06'))).toHaveLength(0);
});

it('does not take a payment to a foreign account of the same name for one', async () => {
  const out = entry('2026-03-02', -5000, { name: 'Klara Müller', iban: 'DE02120300000000202051' });
  const back = entry('2026-03-02', 5000, { name: 'Klara Müller' });
  expect(await pairs([ledger('giro', [out], { iban: GIRO }), ledger('other', [back], { iban: SAVINGS })])).toEqual([]);
});

it('pairs other currencies by the IBANs alone', async () => {
  const out = entry('2026-03-02', -5000, { iban: SAVINGS });
  const back = entry('2026-03-02', 8123, { iban: GIRO, currency: 'JPY' });
  const ledgers = [ledger('giro', [out], { iban: GIRO }), ledger('yen', [back], { iban: SAVINGS })];
  expect(await pairs(ledgers)).toEqual([
    [out, back],
    [back, out],
  ]);
});

it('pairs the settlement of a credit card', async () => {
  const out = entry('2026-03-02', -41215, { name: 'Landesbank', purpose: ['Kreditkartenabrechnung 02/2026'] });
  const rent = entry('2026-03-02', -41216, { name: 'Vermieter' });
  const back = entry('2026-03-03', 41215);
  const refund = entry('2026-03-03', 41216);
  const card = ledger('card', [back, refund], { iban: '4907 XXXX XXXX 1234', isCard: true });
  expect(await pairs([ledger('giro', [out, rent], { iban: GIRO }), card])).toEqual([
    [out, back],
    [back, out],
  ]);
});

it('leaves canceled entries alone, and an account alone with itself', async () => {
  const canceled = entry('2026-03-02', -5000, { iban: SAVINGS, status: 'CANCELED' });
  const toItself = entry('2026-03-02', -5000, { iban: GIRO });
  const ledgers = [ledger('giro', [canceled, toItself], { iban: GIRO }), ledger('savings', [], { iban: SAVINGS })];
  expect(await pairs(ledgers)).toEqual([]);
});
