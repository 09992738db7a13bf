import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import type { MonthFragment } from '../gql/graphql.ts';
import { useSpeech } from '../language/language.tsx';
import { negate } from '../language/money.ts';
import { AXIS, ChartTooltip, GRID, Legend } from './chart-parts.tsx';

interface FlowChartProps {
  readonly currency: string | null;
  readonly months: readonly MonthFragment[] | undefined;
  readonly monthsWithOwnTransfers: readonly MonthFragment[] | undefined;
}

/** What came in and went out, month by month. */
export default function FlowChart({ currency, months, monthsWithOwnTransfers }: FlowChartProps) {
  const { texts, format } = useSpeech();
  const [includesOwn, setIncludesOwn] = useState(false);
  const groups = includesOwn ? monthsWithOwnTransfers : months;
  if (groups === undefined) return <p className="hint">{texts.states.failed}</p>;
  const rows = groups
    .flatMap(({ key, totals }) => {
      const ofCurrency = totals.find(({ net }) => net.currency === currency);
      return ofCurrency ? [{ month: key, ...ofCurrency, spent: negate(ofCurrency.debits) }] : [];
    })
    .toReversed();
  const points = rows.map(({ month, credits, spent }) => ({
    month,
    in: Number(credits.value),
    out: Number(spent.value),
  }));
  return (
    <figure aria-labelledby="flow">
      {rows.length === 0 ? (
        <p className="hint">{texts.home.noFlow}</p>
      ) : (
        <>
          <BarChart
            className="chart"
            responsive
            data={points}
            barGap={2}
            margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid {...GRID} />
            <XAxis dataKey="month" {...AXIS} tickFormatter={(month: string) => format.month(month)} minTickGap={8} />
            <YAxis {...AXIS} width="auto" tickFormatter={(value: number) => format.brief(value, currency)} />
            <Tooltip
              cursor={{ fill: 'var(--line)', opacity: 0.5 }}
              isAnimationActive={false}
              content={({ active, label }) => {
                const row = active ? rows.find(({ month }) => month === label) : undefined;
                if (row === undefined) return null;
                const lines = [
                  { name: texts.home.in, color: IN, amount: row.credits },
                  { name: texts.home.out, color: OUT, amount: row.debits },
                  { name: texts.home.net, color: 'transparent', amount: row.net },
                ];
                return <ChartTooltip title={format.month(row.month, true)} lines={lines} />;
              }}
            />
            <Bar dataKey="in" fill={IN} radius={[3, 3, 0, 0]} isAnimationActive={false} />
            <Bar dataKey="out" fill={OUT} radius={[3, 3, 0, 0]} isAnimationActive={false} />
          </BarChart>
          <Legend
            items={[
              { name: texts.home.in, color: IN },
              { name: texts.home.out, color: OUT },
            ]}
          />
        </>
      )}
      <label className="check">
        <input type="checkbox" checked={includesOwn} onChange={({ target }) => setIncludesOwn(target.checked)} />
        {texts.home.ownTransfers}
      </label>
      {rows.length > 0 && (
        <details>
          <summary>{texts.home.flowTable}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.home.month}</th>
                <th scope="col">{texts.home.in}</th>
                <th scope="col">{texts.home.out}</th>
                <th scope="col">{texts.home.net}</th>
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map(({ month, credits, debits, net }) => (
                <tr key={month}>
                  <th scope="row">{format.month(month, true)}</th>
                  <td>{format.money(credits)}</td>
                  <td>{format.money(debits)}</td>
                  <td>{format.money(net)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  );
}

const IN = 'var(--accent)';
const OUT = 'var(--chart-out)';
