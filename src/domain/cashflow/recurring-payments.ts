import { Pace, type Paced } from '../turnover/pace.js';
import { sortPaced } from '../turnover/sort.js';
import { fitCadence, type Cadence, type Fit } from './cadence.js';
import { dayOf, type Day } from './calendar.js';
import { forecastOf, type Forecast } from './forecast.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import type { OwnTransfers } from './own-transfers.js';
import { Payees, type Payee } from './payee.js';

/** A series of payments to or from one payee, with the entries that show it. */
export interface RecurringPayment {
  readonly cadence: Cadence;
  readonly name: string | null;
  readonly last: PayeeEntry;
  /** Oldest first, doubled bookings included. */
  readonly evidence: readonly PayeeEntry[];
  /** Of the evidence, those that the cadence counts. */
  readonly occurrences: readonly PayeeEntry[];
  readonly forecast: Forecast;
}

/** An entry, and whom it is with. */
export interface PayeeEntry extends LedgerEntry {
  readonly day: Day;
  readonly minor: number;
  readonly payee: Payee;
}

/**
 * Finds payments that come again and again: subscriptions, contracts, rent, salary. Entries are put together by payee, then by
 * contract; what is one series by its dates and amounts is one recurring payment. Transfers between own accounts are none.
 */
export function findRecurringPayments(
  ledgers: readonly Ledger[],
  transfers: OwnTransfers,
  pace = new Pace(),
): readonly RecurringPayment[] | Promise<readonly RecurringPayment[]> {
  return pace.run(recurringPayments(ledgers, transfers, pace));
}

export function* recurringPayments(
  ledgers: readonly Ledger[],
  transfers: OwnTransfers,
  pace: Pace,
): Paced<readonly RecurringPayment[]> {
  const entries = yield* entriesOf(ledgers, transfers, pace);
  const found: RecurringPayment[] = [];
  for (const group of yield* byPayee(entries, pace)) {
    for (const series of yield* seriesOf(group, pace)) found.push(recurring(series));
  }
  return found;
}

/** Entries that are one series. */
interface Series {
  readonly entries: readonly PayeeEntry[];
  readonly fit: Fit;
}

/** Booked payments that are not transfers between own accounts, oldest first. */
function* entriesOf(ledgers: readonly Ledger[], transfers: OwnTransfers, pace: Pace): Paced<PayeeEntry[]> {
  const entries: PayeeEntry[] = [];
  const payees = new Payees();
  for (const ledger of ledgers) {
    for (const [place, content] of ledger.contents.entries()) {
      if (pace.sliceUsedUp(STEPS)) yield;
      if (content.status !== 'BOOKED' || content.amountMinor === 0 || transfers.has(content)) continue;
      const payee = payees.of(content);
      if (payee.marks.length === 0) continue;
      const day = dayOf(content.bookingDate);
      entries.push({ ledger, place, content, day, minor: content.amountMinor, payee });
    }
  }
  return yield* sortPaced(entries, (a, b) => a.day - b.day || a.minor - b.minor, pace);
}

/** What it takes to tell the payee of an entry, in microseconds or so. */
const STEPS = 8;

/** Puts entries together that have a mark of the payee, the direction and the currency in common. */
function* byPayee(entries: readonly PayeeEntry[], pace: Pace): Paced<PayeeEntry[][]> {
  const groups = new DisjointSets();
  const firsts: number[] = [];
  const longer = new Map<string, Set<string>>();
  const known = new Map<string, Map<Payee, number>>();
  for (const { payee, minor, content } of entries) {
    if (pace.sliceUsedUp()) yield;
    const kind = `${minor < 0 ? '-' : '+'} ${content.currency ?? ''} `;
    const ofKind = known.get(kind) ?? new Map<Payee, number>();
    known.set(kind, ofKind);
    let first = ofKind.get(payee);
    if (first === undefined) {
      const [mark = 0, ...others] = payee.marks.map((text) => groups.indexOf(kind + text));
      for (const other of others) groups.join(mark, other);
      first = mark;
      ofKind.set(payee, first);
      for (const mark of payee.marks) noteLonger(kind + mark, longer);
    }
    firsts.push(first);
  }
  joinShortNames(longer, groups);
  const byGroup = new Map<number, PayeeEntry[]>();
  for (const [index, entry] of entries.entries()) {
    if (pace.sliceUsedUp()) yield;
    const root = groups.rootOf(firsts[index] ?? 0);
    const group = byGroup.get(root);
    if (group === undefined) byGroup.set(root, [entry]);
    else group.push(entry);
  }
  return [...byGroup.values()];
}

const SHORT_AND_LONG_NAME = /^(. \S* name \S+) \S+$/;

function noteLonger(mark: string, longer: Map<string, Set<string>>): void {
  const short = SHORT_AND_LONG_NAME.exec(mark)?.[1];
  if (short === undefined) return;
  const names = longer.get(short) ?? new Set();
  longer.set(short, names.add(mark));
}

/** `Tidal` and `Tidal Music` are one, unless there is a `Tidal Shop` as well. */
function joinShortNames(longer: ReadonlyMap<string, ReadonlySet<string>>, groups: DisjointSets): void {
  for (const [short, names] of longer) {
    const [one, another] = names;
    if (one !== undefined && another === undefined) groups.join(groups.indexOf(short), groups.indexOf(one));
  }
}

class DisjointSets {
  readonly #indices = new Map<string, number>();
  readonly #parents: number[] = [];

  indexOf(name: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const index = this.#parents.length;
    this.#indices.set(name, index);
    this.#parents.push(index);
    return index;
  }

  rootOf(index: number): number {
    let root = index;
    for (let parent = this.#parentOf(root); parent !== root; parent = this.#parentOf(root)) {
      this.#parents[root] = this.#parentOf(parent);
      root = parent;
    }
    return root;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    if (a !== b) this.#parents[Math.max(a, b)] = Math.min(a, b);
  }

  #parentOf(index: number): number {
    return this.#parents[index] ?? index;
  }
}

/**
 * The series among the payments of one payee. As a whole, or contract by contract: whatever explains more of them. A contract that
 * begins when another has ended continues it: mandates are renewed, and accounts are changed.
 */
function* seriesOf(group: readonly PayeeEntry[], pace: Pace): Paced<Series[]> {
  if (group.length < 2) return [];
  const strands = new Map<string, PayeeEntry[]>();
  for (const entry of group) {
    if (pace.sliceUsedUp()) yield;
    const key = `${entry.ledger.xs2aId} ${entry.payee.contract}`;
    const strand = strands.get(key);
    if (strand === undefined) strands.set(key, [entry]);
    else strand.push(entry);
  }
  const byContract: Series[] = [];
  for (const chain of yield* chained([...strands.values()], pace)) {
    if (pace.sliceUsedUp(chain.length * 10)) yield;
    byContract.push(...(yield* seriesWithin(chain.flat(), chain, pace)));
  }
  if (strands.size === 1) return byContract;
  const whole = wholeSeries(group);
  return whole !== null && whole.entries.length > countOf(byContract) ? [whole] : byContract;
}

function countOf(series: readonly Series[]): number {
  return series.reduce((count, { entries }) => count + entries.length, 0);
}

/** Puts strands one behind the other where each begins after the one before has ended. */
function* chained(strands: readonly PayeeEntry[][], pace: Pace): Paced<PayeeEntry[][][]> {
  const byStart = yield* sortPaced(strands, (a, b) => firstDay(a) - firstDay(b), pace);
  const byEnd = yield* sortPaced(strands, (a, b) => lastDay(a) - lastDay(b), pace);
  const chains = new Map<PayeeEntry[], PayeeEntry[][]>();
  const open: PayeeEntry[][][] = [];
  let ended = 0;
  for (const strand of byStart) {
    if (pace.sliceUsedUp()) yield;
    for (let end = byEnd[ended]; end !== undefined && lastDay(end) < firstDay(strand); end = byEnd[++ended]) {
      open.push(chains.get(end) ?? []);
    }
    const chain = open.shift() ?? [];
    chain.push(strand);
    chains.set(strand, chain);
  }
  return [...new Set(chains.values())];
}

function firstDay(entries: readonly PayeeEntry[]): Day {
  return entries[0]?.day ?? 0;
}

function lastDay(entries: readonly PayeeEntry[]): Day {
  return entries.at(-1)?.day ?? 0;
}

function* seriesWithin(entries: readonly PayeeEntry[], strands: readonly PayeeEntry[][], pace: Pace): Paced<Series[]> {
  const whole = wholeSeries(entries);
  if (whole !== null) return [whole];
  const parts = strands.length === 1 ? [entries] : strands;
  const found: Series[] = [];
  for (const part of parts) {
    if (pace.sliceUsedUp(part.length)) yield;
    const series = part === entries ? null : wholeSeries(part);
    if (series === null) found.push(...(yield* seriesOfAmounts(part, pace)));
    else found.push(series);
  }
  return found;
}

function wholeSeries(entries: readonly PayeeEntry[]): Series | null {
  const fit = fitCadence(entries);
  return fit === null ? null : { entries, fit };
}

/** Amounts of one track differ by no more than this share. */
const SAME_TRACK = 0.02;
/** Among other payments of the payee, fewer are alike by chance. */
const MIN_TRACK = 4;
/** And from the track that it continues, after a change of price, by no more than this. */
const PRICE_CHANGE = 0.35;

/** Series that hide among other payments of the payee show by their amounts. */
function* seriesOfAmounts(entries: readonly PayeeEntry[], pace: Pace): Paced<Series[]> {
  const tracks = (yield* tracksOf(entries, pace)).filter(({ length }) => length > 1);
  const found: Series[] = [];
  const used = new Set<PayeeEntry[]>();
  for (const track of tracks) {
    if (pace.sliceUsedUp(track.length)) yield;
    if (used.has(track) || track.length < MIN_TRACK) continue;
    let series = wholeSeries(track);
    if (series === null) continue;
    used.add(track);
    for (const next of tracks) {
      if (pace.sliceUsedUp()) yield;
      if (used.has(next) || !mayContinue(series.entries, next)) continue;
      const longer: Series | null = wholeSeries([...series.entries, ...next]);
      if (longer?.fit.cadence !== series.fit.cadence) continue;
      series = longer;
      used.add(next);
    }
    found.push(series);
  }
  return found;
}

function mayContinue(series: readonly PayeeEntry[], next: readonly PayeeEntry[]): boolean {
  const [before, after] = [series.at(-1)?.minor ?? 0, next[0]?.minor ?? 0];
  return firstDay(next) > lastDay(series) && Math.abs(after - before) <= Math.abs(before) * PRICE_CHANGE;
}

/** In order of their amounts, split wherever one is much greater than the one before; each in order of its days again. */
function* tracksOf(entries: readonly PayeeEntry[], pace: Pace): Paced<PayeeEntry[][]> {
  const tracks: PayeeEntry[][] = [];
  const byAmount = yield* sortPaced(entries, (a, b) => Math.abs(a.minor) - Math.abs(b.minor), pace);
  for (const entry of byAmount) {
    if (pace.sliceUsedUp()) yield;
    const track = tracks.at(-1);
    const least = Math.abs(track?.[0]?.minor ?? 0);
    if (track !== undefined && Math.abs(entry.minor) <= least * (1 + SAME_TRACK)) track.push(entry);
    else tracks.push([entry]);
  }
  for (const track of tracks) {
    if (pace.sliceUsedUp(track.length)) yield;
    track.sort((a, b) => a.day - b.day);
  }
  return tracks.sort((a, b) => firstDay(a) - firstDay(b));
}

function recurring({ entries, fit }: Series): RecurringPayment {
  const occurrences = fit.occurrences.map((index) => entries[index]).filter((entry) => entry !== undefined);
  const last = occurrences.at(-1);
  if (last === undefined) throw new RangeError('A series has occurrences.');
  return {
    cadence: fit.cadence,
    name: last.payee.name,
    last,
    evidence: entries,
    occurrences,
    forecast: forecastOf(occurrences, fit.cadence, dayOf(last.ledger.until)),
  };
}
