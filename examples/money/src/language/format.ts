import type { Money } from './money.ts';
import { addDays, today } from './days.ts';

/** Amounts and dates as a language writes them. */
export class Format {
  constructor(readonly language: string) {}

  money(amount: Money | null | undefined, options: Intl.NumberFormatOptions = {}): string {
    if (amount == null) return '–';
    const { value, currency } = amount;
    const style = currency == null ? {} : ({ style: 'currency', currency } as const);
    return this.number({ ...style, ...options }).format(value as Intl.StringNumericLiteral);
  }

  /** With a plus sign where money came in. */
  signed(amount: Money | null | undefined): string {
    return this.money(amount, { signDisplay: 'exceptZero' });
  }

  /** For axes: no cents, thousands cut short. */
  brief(value: number, currency: string | null): string {
    const style = currency === null ? {} : ({ style: 'currency', currency } as const);
    return this.number({ ...style, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }).format(
      value,
    );
  }

  count(value: number): string {
    return this.number({}).format(value);
  }

  percent(share: number): string {
    return this.number({ style: 'percent' }).format(share);
  }

  /** `27 Nov 2026` */
  day(day: string): string {
    return this.date({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(day));
  }

  /** `27 Nov` */
  shortDay(day: string): string {
    return this.date({ day: 'numeric', month: 'short' }).format(new Date(day));
  }

  /** `Today`, `Yesterday`, `Wednesday, 25 November`; with the year where it is another one. */
  dayHeading(day: string): string {
    const now = today();
    for (const [days, shown] of [
      [0, now],
      [-1, addDays(now, -1)],
      [1, addDays(now, 1)],
    ] as const)
      if (day === shown)
        return capitalised(new Intl.RelativeTimeFormat(this.language, { numeric: 'auto' }).format(days, 'day'));
    const year = day.slice(0, 4) === now.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
    return this.date({ weekday: 'long', day: 'numeric', month: 'long', ...year }).format(new Date(day));
  }

  /** `Nov` of `2026-11`; with the year where it is asked for. */
  month(month: string, hasYear = false): string {
    const form = hasYear ? ({ month: 'long', year: 'numeric' } as const) : ({ month: 'short' } as const);
    return this.date(form).format(new Date(`${month.slice(0, 7)}-01`));
  }

  /** `5 minutes ago` */
  ago(instant: string, now = Date.now()): string {
    const seconds = Math.min(0, (Date.parse(instant) - now) / 1000);
    const relative = new Intl.RelativeTimeFormat(this.language, { numeric: 'auto' });
    if (seconds > -60) return relative.format(0, 'second');
    if (seconds > -3600) return relative.format(Math.ceil(seconds / 60), 'minute');
    if (seconds > -86_400) return relative.format(Math.ceil(seconds / 3600), 'hour');
    return relative.format(Math.ceil(seconds / 86_400), 'day');
  }

  instant(instant: string): string {
    return new Intl.DateTimeFormat(this.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
      new Date(instant),
    );
  }

  private number(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return cached(
      `${this.language} ${JSON.stringify(options)}`,
      numbers,
      () => new Intl.NumberFormat(this.language, options),
    );
  }

  private date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    // A calendar day has no time zone.
    const inUtc = { ...options, timeZone: 'UTC' };
    return cached(
      `${this.language} ${JSON.stringify(inUtc)}`,
      dates,
      () => new Intl.DateTimeFormat(this.language, inUtc),
    );
  }
}

// To make one takes longer than to use it, and lists need hundreds.
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

function cached<T>(key: string, made: Map<string, T>, make: () => T): T {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
