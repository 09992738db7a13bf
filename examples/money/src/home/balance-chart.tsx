import { useMemo, useState } from 'react';
import { Area, AreaChart, CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { accountName } from '../graph/account-name.ts';
import { startOfMonth } from '../language/days.ts';
import { useSpeech } from '../language/language.tsx';
import { balanceSeries, type Series } from './balance-series.ts';
import { AXIS, ChartTooltip, GRID, Legend, Segments } from './chart-parts.tsx';
import type { HomeAccount } from './home.tsx';

interface BalanceChartProps {
  readonly accounts: readonly HomeAccount[];
  readonly currency: string | null;
}

/** Balances over time: their sum, or a line for each account. */
export default function BalanceChart({ accounts, currency }: BalanceChartProps) {
  const { texts, format } = useSpeech();
  const [months, setMonths] = useState(12);
  const [lines, setLines] = useState<'sum' | 'each'>('sum');
  // Accounts that are no longer connected may count twice beside their successors.
  const connected = useMemo(() => accounts.filter(({ connection }) => connection !== null), [accounts]);
  const all = useMemo(() => balanceSeries(connected, currency), [connected, currency]);
  const shown = lines === 'sum' ? [all.sum] : all.each;
  const from = startOfMonth(months - 1);
  const rows = all.dates
    .map((date, day) => ({ date, amounts: shown.map(({ amounts }) => amounts[day]) }))
    .filter(({ date, amounts }) => date >= from && amounts.some((amount) => amount !== undefined));
  if (rows.length === 0) return <p className="hint">{texts.home.noHistory}</p>;

  const nameOf = ({ accountIds }: Series) => {
    if (lines === 'sum') return texts.home.sum;
    const [account, another] = accountIds.map((id) => accounts.find((one) => one.id === id));
    return another !== undefined || account === undefined
      ? texts.home.others(format.count(accountIds.length))
      : accountName(account, texts);
  };
  const items = shown.map((series, index) => ({ name: nameOf(series), color: COLORS[index] ?? '' }));
  const points = rows.map(({ date, amounts }) => ({
    date,
    values: amounts.map((amount) => amount && Number(amount.value)),
  }));
  const Chart = lines === 'sum' ? AreaChart : LineChart;
  const isExact = connected.every(
    ({ balance, balanceHistory }) => balance?.amount?.currency !== currency || balanceHistory?.isExact,
  );
  return (
    <figure aria-label={texts.home.balances}>
      <div className="controls">
        <Segments
          label={texts.home.period}
          options={[3, 6, 12].map((count) => [count, texts.home.months(count)])}
          value={months}
          choose={setMonths}
        />
        {all.each.length > 1 && (
          <Segments
            label={texts.home.lines}
            options={[
              ['sum', texts.home.sum],
              ['each', texts.home.each],
            ]}
            value={lines}
            choose={setLines}
          />
        )}
      </div>
      <Chart
        className="chart"
        responsive
        data={points}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid {...GRID} />
        <XAxis
          dataKey="date"
          {...AXIS}
          tickFormatter={(date: string) => format.month(date)}
          ticks={firstOfMonths(rows.map(({ date }) => date))}
          minTickGap={16}
        />
        <YAxis {...AXIS} width="auto" tickFormatter={(value: number) => format.brief(value, currency)} />
        <Tooltip
          cursor={{ stroke: 'var(--muted)' }}
          isAnimationActive={false}
          content={({ active, label }) => {
            const row = active ? rows.find(({ date }) => date === label) : undefined;
            const amounts = row?.amounts.flatMap((amount, index) =>
              amount && items[index] ? [{ ...items[index], amount }] : [],
            );
            return row && amounts && <ChartTooltip title={format.day(row.date)} lines={amounts} />;
          }}
        />
        {shown.map((series, index) =>
          lines === 'sum' ? (
            <Area key="sum" {...line(index)} fill="var(--accent)" fillOpacity={0.08} />
          ) : (
            <Line key={series.accountIds.join()} {...line(index)} dot={false} />
          ),
        )}
      </Chart>
      {lines === 'each' && <Legend items={items} />}
      {!isExact && <figcaption className="hint">{texts.home.estimate}</figcaption>}
      <details>
        <summary>{texts.home.balanceTable}</summary>
        <div className="scroll" tabIndex={0} role="group" aria-label={texts.home.balances}>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.home.date}</th>
                {items.map(({ name, color }) => (
                  <th key={color} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map(({ date, amounts }) => (
                <tr key={date}>
                  <th scope="row">{format.day(date)}</th>
                  {amounts.map((amount, index) => (
                    <td key={index}>{format.money(amount)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

const COLORS = [
  'var(--accent)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
  'var(--chart-6)',
];

function line(index: number) {
  return {
    dataKey: `values[${index}]`,
    type: 'linear',
    stroke: COLORS[index] ?? 'var(--muted)',
    strokeWidth: 2,
    isAnimationActive: false,
  } as const;
}

/** The first of the days in each month, where its name is written. */
function firstOfMonths(dates: readonly string[]): string[] {
  return dates.filter((date, index) => date.slice(0, 7) !== dates[index - 1]?.slice(0, 7));
}
