import { toMoney, toTurnover } from './mapping.js';

/**
 * Upstream's answer as a list, newest first. Entries are made and sums are worked out when they are asked for. What the gateway does besides is not
 * done here: stable ids, cursors, and an order that stays the same within a day.
 */
export function toTurnoverList({ turnovers }) {
  return new TurnoverList(turnovers.map(toTurnover).sort(byDateDescending));
}

function byDateDescending(a, b) {
  if (a.bookingDate === b.bookingDate) return 0;
  return a.bookingDate < b.bookingDate ? 1 : -1;
}

class TurnoverList {
  constructor(turnovers) {
    this.turnovers = turnovers;
    this.totalCount = turnovers.length;
  }

  first(count) {
    return this.turnovers.slice(0, count);
  }

  totals() {
    return sumsOf(this.turnovers.filter(counts));
  }

  /** @param by MONTH or CATEGORY (its root) */
  groups(by) {
    const keyOf = by === 'MONTH' ? monthOf : rootOf;
    const groups = new Map();
    for (const turnover of this.turnovers) {
      if (!counts(turnover)) continue;
      const key = keyOf(turnover);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [turnover]);
      else group.push(turnover);
    }
    return [...groups]
      .sort(by === 'MONTH' ? newestFirst : mostFirst)
      .map(([key, own]) => ({ key, totals: sumsOf(own) }));
  }
}

function counts({ status }) {
  return status !== 'CANCELED';
}

function monthOf({ bookingDate }) {
  return bookingDate.slice(0, 7);
}

function rootOf({ category }) {
  return category === null ? '' : category.id.split('.', 1)[0];
}

function newestFirst([a], [b]) {
  return a < b ? 1 : -1;
}

function mostFirst([a, { length: countOfA }], [b, { length: countOfB }]) {
  return countOfB - countOfA || (a < b ? -1 : 1);
}

/** One per currency, in minor units until the end. */
function sumsOf(turnovers) {
  const sums = new Map();
  for (const { amount, minor } of turnovers) {
    let sum = sums.get(amount.currency);
    if (sum === undefined) sums.set(amount.currency, (sum = { count: 0, credits: 0, debits: 0 }));
    sum.count++;
    if (minor < 0) sum.debits += minor;
    else sum.credits += minor;
  }
  return [...sums].map(([currency, { count, credits, debits }]) => ({
    count,
    credits: toMoney(credits, currency),
    debits: toMoney(debits, currency),
    net: toMoney(credits + debits, currency),
  }));
}
