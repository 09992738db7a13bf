import type { Sources } from '../datasources/sources.js';
import type { TurnoverReading } from '../datasources/turnover.source.js';
import { toBerlinDate } from '../domain/berlin-time.js';
import {
  balanceHistory,
  dayOf,
  Findings,
  upcomingPayments,
  type BalanceHistory,
  type BalanceInterval,
  type Ledger,
  type LedgerEntry,
  type OwnTransfer,
  type RecurringPayment,
  type UpcomingPayment,
} from '../domain/cashflow/index.js';
import { toMinorUnits } from '../domain/money.js';
import type { Pace, TurnoverEntry, TurnoverList } from '../domain/turnover/index.js';
import type { Account } from '../schema/account.type.js';
import type { IncompleteAccount } from '../schema/turnover-list.type.js';
import { incomplete } from './incomplete.js';

/** An account with all its turnovers, or with none where they could not be read. */
export interface AccountLedger extends Ledger {
  readonly account: Account;
  readonly list: TurnoverList | null;
}

export interface BalanceHistoryRange {
  readonly from: string;
  readonly to: string | null;
  readonly interval: BalanceInterval;
}

/** What is found in accounts of one bank user. */
export class Cashflow {
  readonly #byId: ReadonlyMap<string, AccountLedger>;

  constructor(
    readonly ledgers: readonly AccountLedger[],
    readonly incompleteAccounts: readonly IncompleteAccount[],
    private readonly findings: Findings,
    private readonly pace: Pace,
  ) {
    this.#byId = new Map(ledgers.map((ledger) => [ledger.xs2aId, ledger]));
  }

  get transfers() {
    return this.findings.transfers;
  }

  get recurring() {
    return this.findings.recurring;
  }

  /** The first and the last day on which there are turnovers; null where there are none. */
  get basedOn(): { from: string | null; to: string | null } {
    // The newest day comes first.
    const firsts = this.ledgers.flatMap(({ list }) => list?.days.at(-1)?.date ?? []).sort();
    const lasts = this.ledgers.flatMap(({ list }) => list?.days[0]?.date ?? []).sort();
    return { from: firsts[0] ?? null, to: lasts.at(-1) ?? null };
  }

  accountOf({ xs2aId }: Ledger): Account {
    return this.#ledgerOf(xs2aId).account;
  }

  entryOf({ ledger, place }: LedgerEntry): TurnoverEntry {
    const { list } = this.#ledgerOf(ledger.xs2aId);
    if (list === null) throw new RangeError('There are no turnovers of this account.');
    return list.entryAt(place);
  }

  async transferOf(entry: TurnoverEntry): Promise<OwnTransfer | null> {
    const own = await this.#own(entry);
    return (own && (await this.transfers).get(own.content)) ?? null;
  }

  async recurringOf(entry: TurnoverEntry): Promise<RecurringPayment | null> {
    const own = await this.#own(entry);
    return (own && (await this.findings.recurringByEntry).get(own.content)) ?? null;
  }

  /** What is expected within so many days of the last one that is known of. */
  async upcoming(days: number): Promise<readonly UpcomingPayment[]> {
    const today = dayOf(this.ledgers.reduce((last, { until }) => (until > last ? until : last), '1970-01-01'));
    const found = { transfers: await this.transfers, recurring: await this.recurring };
    return upcomingPayments(this.ledgers, found, { today, until: today + days }, this.pace);
  }

  /** The same entry in the list that was looked through: other fields may have been given another copy of it. */
  async #own(entry: TurnoverEntry): Promise<TurnoverEntry | null> {
    const list = this.#byId.get(entry.account.xs2aId)?.list;
    if (list == null) return null;
    const { start } = list.daysWithin(entry.bookingDate, entry.bookingDate);
    if (list.days[start]?.contents.includes(entry.content) === true) return entry;
    return this.pace.run(list.find(entry.key, this.pace));
  }

  #ledgerOf(xs2aId: string): AccountLedger {
    const ledger = this.#byId.get(xs2aId);
    if (ledger === undefined) throw new RangeError('There is no such account here.');
    return ledger;
  }
}

/** Findings, and what they were found in. */
interface CachedFindings {
  readonly lists: readonly (TurnoverList | null)[];
  /** What else of the accounts they depend on, as JSON. */
  readonly accounts: string;
  readonly findings: Findings;
}

/** An account that a deleted connection has left counts as long as no connected one has its IBAN. */
function withoutSuperseded(ledgers: readonly AccountLedger[]): AccountLedger[] {
  const connected = new Set(ledgers.filter(({ account }) => account.connectionXs2aId !== null).map(({ iban }) => iban));
  return ledgers.filter(
    ({ account, iban }) => account.connectionXs2aId !== null || iban === null || !connected.has(iban),
  );
}

/** Answers what is worked out from turnovers and balances, over the sources of one operation. */
export class CashflowService {
  readonly #known = new Map<string, Promise<Cashflow>>();

  constructor(
    private readonly sources: Pick<Sources, 'accounts' | 'balances' | 'turnovers' | 'derived'>,
    private readonly pace: Pace,
    private readonly now: () => Date,
  ) {}

  /** @param accountIds XS2A's ids of those whose turnovers are looked through; null for all of the bank user's */
  of(bankUserId: string, accountIds: readonly string[] | null = null): Promise<Cashflow> {
    const named = accountIds && [...accountIds].sort();
    const key = JSON.stringify([bankUserId, named]);
    const known = this.#known.get(key) ?? this.read(bankUserId, named);
    this.#known.set(key, known);
    return known;
  }

  /** Null where the bank states no balance. */
  async balanceHistory(account: Account, { from, to, interval }: BalanceHistoryRange): Promise<BalanceHistory | null> {
    const [balance, { list, asOf, skippedRows }] = await Promise.all([
      this.sources.balances.of(account),
      this.sources.turnovers.of(account, {}),
    ]);
    const { value, currency } = balance.amount ?? { value: null, currency: null };
    const balanceMinor = toMinorUnits(value, currency);
    if (balanceMinor === null) return null;
    const evidence = {
      balanceMinor,
      currency,
      asOf: dayInBerlin(balance.asOf),
      contents: list.contents,
      unreadableCount: skippedRows,
    };
    const today = dayInBerlin(asOf) ?? toBerlinDate(this.now());
    return balanceHistory(evidence, { from, to: to ?? evidence.asOf ?? today, interval }, today, this.pace);
  }

  private async read(bankUserId: string, accountIds: readonly string[] | null): Promise<Cashflow> {
    const accounts = await this.sources.accounts.ofBankUser(bankUserId);
    const named = accountIds === null ? null : new Set(accountIds);
    if (named !== null) await this.sources.accounts.getAll(bankUserId, [...named]);
    const incompleteAccounts: IncompleteAccount[] = [];
    const ledgerOf = async (account: Account): Promise<AccountLedger> => {
      // The others still tell whose IBANs are own ones.
      if (named !== null && !named.has(account.xs2aId)) return this.toLedger(account, null);
      try {
        return this.toLedger(account, await this.sources.turnovers.of(account, {}));
      } catch (error) {
        incompleteAccounts.push(incomplete(account, error));
        return this.toLedger(account, null);
      }
    };
    const ledgers = await Promise.all(accounts.map(ledgerOf));
    const findings = this.findingsIn(ledgers, `findings ${JSON.stringify(accountIds)}`, bankUserId);
    return new Cashflow(ledgers, incompleteAccounts, findings, this.pace);
  }

  /** What was found in lists that are still the same serves again. */
  private findingsIn(ledgers: readonly AccountLedger[], key: string, bankUserId: string): Findings {
    const { derived } = this.sources;
    const lists = ledgers.map(({ list }) => list);
    const accounts = JSON.stringify(ledgers.map(({ account, until }) => [account, until]));
    const cached = derived.get(bankUserId, key) as CachedFindings | undefined;
    if (cached?.accounts === accounts && lists.every((list, index) => list === cached.lists[index])) {
      return cached.findings;
    }
    const findings = new Findings(ledgers, withoutSuperseded(ledgers), this.pace);
    const bytes = lists.reduce((sum, list) => sum + (list?.bytes ?? 0), findings.bytes + 2 * accounts.length);
    derived.set(bankUserId, key, { lists, accounts, findings } satisfies CachedFindings, bytes);
    return findings;
  }

  private toLedger(account: Account, reading: TurnoverReading | null): AccountLedger {
    return {
      xs2aId: account.xs2aId,
      iban: account.iban,
      holder: account.holder,
      isCard: account.type === 'CREDIT_CARD',
      until: dayInBerlin(reading?.asOf ?? null) ?? toBerlinDate(this.now()),
      contents: reading?.list.contents ?? [],
      account,
      list: reading?.list ?? null,
    };
  }
}

function dayInBerlin(instant: string | null): string | null {
  return instant === null ? null : toBerlinDate(new Date(instant));
}
