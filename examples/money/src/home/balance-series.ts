import { sum, type Money } from '../language/money.ts';

interface AccountHistory {
  readonly id: string;
  readonly balance: { readonly amount: Money | null } | null;
  readonly balanceHistory: { readonly points: readonly { readonly date: string; readonly amount: Money }[] } | null;
}

export interface Series {
  /** Ids of the accounts that it sums up: usually one. */
  readonly accountIds: readonly string[];
  /** One for each of `dates`; undefined before the first day that is known. */
  readonly amounts: readonly (Money | undefined)[];
}

export interface BalanceSeries {
  /** Oldest first. */
  readonly dates: readonly string[];
  /** One line per account, those with the largest balance first; the smallest are summed up where there are more than fit. */
  readonly each: readonly Series[];
  /** Over all accounts, from the day on which all of them are known. */
  readonly sum: Series;
}

const LINES = 6;

/** The end-of-day balances of all accounts of a currency, on the days that any of them has. */
export function balanceSeries(accounts: readonly AccountHistory[], currency: string | null): BalanceSeries {
  const ofCurrency = accounts
    .filter(({ balance }) => balance?.amount?.currency === currency)
    .toSorted((a, b) => Number(b.balance?.amount?.value) - Number(a.balance?.amount?.value));
  const known = ofCurrency.filter(({ balanceHistory }) => balanceHistory !== null && balanceHistory.points.length > 0);
  const dates = [
    ...new Set(known.flatMap(({ balanceHistory }) => balanceHistory?.points.map(({ date }) => date) ?? [])),
  ].sort();
  const each = known.map(({ id, balanceHistory }) => ({
    accountIds: [id],
    amounts: onDays(dates, balanceHistory?.points ?? []),
  }));
  const lines = each.length <= LINES ? each : [...each.slice(0, LINES - 1), sumUp(dates, each.slice(LINES - 1))];
  return { dates, each: lines, sum: sumUp(dates, each) };
}

/** Between two days that are known, and after the last one, the balance is that of the day before. */
function onDays(
  dates: readonly string[],
  points: readonly { readonly date: string; readonly amount: Money }[],
): (Money | undefined)[] {
  let next = 0;
  return dates.map((date) => {
    while (next < points.length && (points[next]?.date ?? '') <= date) next++;
    return points[next - 1]?.amount;
  });
}

function sumUp(dates: readonly string[], series: readonly Series[]): Series {
  const amounts = dates.map((_, day) => {
    const ofDay = series.flatMap((one) => one.amounts[day] ?? []);
    return ofDay.length === series.length && ofDay.length > 0 ? sum(ofDay) : undefined;
  });
  return { accountIds: series.flatMap(({ accountIds }) => accountIds), amounts };
}
