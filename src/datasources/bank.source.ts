import type DataLoader from 'dataloader';
import { GatewayError } from '../errors/gateway-error.js';
import type { Bank } from '../schema/bank.type.js';
import type { BankList } from './bank.lists.js';
import { PRODUCT, toBank } from './bank.mapper.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { loaderOf } from './loader.js';
import { isLastPage, PER_PAGE, readPage } from './xs2a/pages.js';
import { readableRows, type OperationDependencies } from './operation-dependencies.js';
import { hasStatus } from './xs2a/upstream-error.js';

/** A page of all banks of a country. */
export interface BankPage {
  readonly country: string;
  /** How many at most. */
  readonly first: number;
  /** The code of the bank before the page; undefined for the first page. */
  readonly after: string | undefined;
}

export interface BankSearch {
  /** Part of a name, the beginning of a bank code or of a BIC. */
  readonly text: string;
  readonly country: string | undefined;
  /** Maximum number of results. */
  readonly first: number;
}

/** Countries of XS2A's banks (published by the vendor's SDKs). Not exhaustive. */
const COUNTRIES = ['DE', 'AT', 'CH', 'FR', 'ES', 'IT', 'GB'];

/**
 * Not a valid bank user id: banks are the same for all. Concurrent searches are only shared within one caller, since they use the
 * queue of whoever started them.
 */
const EVERYBODY = '(everybody)';

/** The banks that XS2A knows, searched with the API key. */
export class BankSource {
  private readonly searches: DataLoader<BankSearch, Bank[], string>;

  constructor(private readonly scope: OperationDependencies) {
    this.searches = loaderOf(async (search) => {
      const { banks, skippedRows } = await scope.reads.uncached(
        EVERYBODY,
        `banks ${scope.caller} ${keyOf(search)}`,
        () => this.find(search),
      );
      // Counted even when another operation read them: rows are missing from this result.
      scope.meter.skippedRows += skippedRows;
      return banks;
    }, keyOf);
  }

  /** In upstream's order, best match first. */
  search(search: BankSearch): Promise<Bank[]> {
    return this.searches.load(search);
  }

  /**
   * In upstream's order.
   *
   * @throws GatewayError BAD_USER_INPUT where `after` is the code of no bank in the list
   */
  async page({ country, first, after }: BankPage): Promise<Bank[]> {
    const { reads, bankLists } = this.scope;
    reads.record.noteOther();
    const list = bankLists.of(country);
    for (;;) {
      const codes = [...list.banks.keys()];
      const start = after === undefined ? 0 : codes.indexOf(after) + 1;
      const isFound = after === undefined || start > 0;
      if (isFound && (list.isComplete || codes.length >= start + first)) {
        return [...list.banks.values()].slice(start, start + first);
      }
      if (list.isComplete) throw new GatewayError('BAD_USER_INPUT', { message: NO_SUCH_CODE });
      await this.readOn(list, country);
    }
  }

  /** Reads the next page of a list. */
  private async readOn(list: BankList, country: string): Promise<void> {
    const { xs2a, meter } = this.scope;
    const endpoint = ENDPOINTS.listBanks;
    meter.plan(1);
    const number = list.pages + 1;
    const query = { country_id: country, per_page: PER_PAGE, page: number };
    const answer = await xs2a.withApiKey(endpoint, { query, meter }).catch((error: unknown) => {
      if (isUnknownCountry(country, error)) return undefined;
      throw error;
    });
    const page = answer && readPage(answer.body);
    const banks = readableRows(page?.rows ?? [], toBank, endpoint.route, this.scope);
    // Another operation has read the page meanwhile.
    if (number <= list.pages) return;
    for (const bank of banks) if (!list.banks.has(bank.bankCode)) list.banks.set(bank.bankCode, bank);
    list.pages = number;
    list.rows += page?.rows.length ?? 0;
    list.isComplete = page === undefined || isLastPage(page, number, list.rows);
  }

  private async find(search: BankSearch): Promise<{ readonly banks: Bank[]; readonly skippedRows: number }> {
    const { country } = search;
    const rows = await this.read(search).catch((error: unknown) => {
      // A country that upstream does not support has no banks.
      if (country !== undefined && isUnknownCountry(country, error)) return [];
      throw error;
    });
    const banks = rows.map(toBank).filter((bank) => bank !== null);
    const skippedRows = rows.length - banks.length;
    for (let row = 0; row < skippedRows; row++) this.scope.onSkippedRow(ENDPOINTS.searchBanks.route);
    return { banks, skippedRows };
  }

  /** Upstream may return fewer results than requested, so this reads as many pages as it takes. */
  private async read({ text, country, first }: BankSearch): Promise<unknown[]> {
    const { xs2a, meter } = this.scope;
    const pageAt = async (page: number) => {
      const query = { q: text, country_id: country, product: PRODUCT, per_page: first, page };
      return readPage((await xs2a.withApiKey(ENDPOINTS.searchBanks, { query, meter })).body);
    };
    const { rows, lastPage } = await pageAt(1);
    const needed = rows.length === 0 ? 1 : Math.max(1, Math.min(Math.ceil(first / rows.length), lastPage ?? 1));
    meter.plan(needed - 1);
    const others = Array.from({ length: needed - 1 }, (_, index) => pageAt(index + 2));
    return [...rows, ...(await Promise.all(others)).flatMap((page) => page.rows)].slice(0, first);
  }
}

const NO_SUCH_CODE = '`after` is the `bankCode` of the last bank of the page before.';

function isUnknownCountry(country: string, error: unknown): boolean {
  return !COUNTRIES.includes(country) && hasStatus(error, 400, 422);
}

function keyOf({ text, country, first }: BankSearch): string {
  return JSON.stringify([text, country ?? null, first]);
}
