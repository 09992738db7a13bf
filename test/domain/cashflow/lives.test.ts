import { readFileSync } from 'node:fs';
import { judge, type Figures, type Share } from './lives/judge.js';

/** `npm run soak:money` judges as many as the documentation does, prints its table, and fails where the page says something else. */
const PEOPLE = Number(process.env.MONEY_LIVES ?? 10);
const DOCUMENTED_PEOPLE = 1000;

/** The rules were developed with people 1 to 40: only others can judge them. */
const FIRST_UNSEEN = 41;

/** What at least has to be right, as a share. */
const MINIMA: readonly [figure: keyof Figures, least: number, says: string][] = [
  ['recall', 0.95, 'Recurring payments found, paid directly'],
  ['recallOfServices', 0.95, '… behind a payment service'],
  ['precision', 0.95, 'What was found does recur, paid directly'],
  ['precisionOfServices', 0.95, '… behind a payment service'],
  ['cadence', 0.97, 'Cadence right, of those found'],
  ['came', 0.9, 'What was expected came'],
  ['dates', 0.9, '… within three days'],
  ['amounts', 0.9, '… within the amounts'],
  ['transferRecall', 0.98, 'Own transfers found'],
  ['transferPrecision', 0.995, 'What was found is an own transfer'],
  ['pairs', 0.995, 'Its two sides are paired'],
  ['balances', 1, 'Balances exact to the minor unit'],
];

describe(`the money of ${PEOPLE} invented people`, () => {
  let figures: Figures;

  beforeAll(async () => {
    figures = await judge(Array.from({ length: PEOPLE }, (_, index) => FIRST_UNSEEN + index));
    if (process.env.MONEY_LIVES !== undefined) process.stdout.write(`\n${tableOf(figures)}\n`);
  }, 3_600_000);

  test.each(MINIMA)('%s is at least %p', (figure, least) => {
    expect(figures[figure].all).toBeGreaterThan(PEOPLE);
    expect(figures[figure].value).toBeGreaterThanOrEqual(least);
  });

  it('is on the page as it is', () => {
    const stated = unpadded(readFileSync('docs/recurring-payments.md', 'utf8'));
    if (PEOPLE === DOCUMENTED_PEOPLE) expect(stated).toContain(unpadded(tableOf(figures)));
    for (const [, , says] of MINIMA) expect(stated).toContain(`| ${says} | `);
  });
});

function tableOf(figures: Figures): string {
  const rows = MINIMA.map(([figure, least, says]) => row(says, figures[figure], least));
  return ['| | right | of | share | at least |', '| --- | --: | --: | --: | --: |', ...rows].join('\n');
}

/** A table without what Prettier aligns it by. */
function unpadded(text: string): string {
  return text.replace(/ +/g, ' ').replace(/-+:/g, '--:').replace(/---+/g, '---');
}

function row(says: string, { hits, all, value }: Share, least: number): string {
  return `| ${says} | ${hits} | ${all} | ${(value * 100).toFixed(2)} % | ${least * 100} % |`;
}
