import { useSpeech } from '../language/language.tsx';
import type { Money } from '../language/money.ts';

/** What a point of a chart stands for, exactly. */
export interface TooltipLine {
  readonly name: string;
  readonly color: string;
  readonly amount: Money;
}

export function ChartTooltip({ title, lines }: { readonly title: string; readonly lines: readonly TooltipLine[] }) {
  const { format } = useSpeech();
  return (
    <div className="tooltip">
      <span>{title}</span>
      {lines.map(({ name, color, amount }) => (
        <span key={name}>
          <i style={{ background: color }} />
          {name}
          <b>{format.money(amount)}</b>
        </span>
      ))}
    </div>
  );
}

/** Names and colours of lines or bars. */
export function Legend({ items }: { readonly items: readonly { readonly name: string; readonly color: string }[] }) {
  return (
    <ul className="legend">
      {items.map(({ name, color }) => (
        <li key={name}>
          <i style={{ background: color }} />
          {name}
        </li>
      ))}
    </ul>
  );
}

export const AXIS = {
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--muted)', fontSize: 12 },
  tickMargin: 8,
} as const;

export const GRID = { vertical: false, stroke: 'var(--line)' } as const;

/** The choice between a few things, as a row of buttons. */
export function Segments<T extends string | number>({
  label,
  options,
  value,
  choose,
}: {
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly choose: (value: T) => void;
}) {
  return (
    <div className="segments" role="group" aria-label={label}>
      {options.map(([option, name]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => choose(option)}>
          {name}
        </button>
      ))}
    </div>
  );
}
