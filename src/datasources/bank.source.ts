import type DataLoader from 'dataloader';
import type { Bank } from '../schema/bank.type.js';
import { PRODUCT, toBank } from './bank.mapper.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { loaderOf } from './loader.js';
import { readPage } from './xs2a/pages.js';
import type { OperationDependencies } from './source-scope.js';
import { hasStatus } from './xs2a/upstream-error.js';

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

  private async find(search: BankSearch): Promise<{ readonly banks: Bank[]; readonly skippedRows: number }> {
    const { country } = search;
    const rows = await this.read(search).catch((error: unknown) => {
      // A country that upstream does not support has no banks.
      if (country !== undefined && !COUNTRIES.includes(country) && hasStatus(error, 400, 422)) return [];
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

function keyOf({ text, country, first }: BankSearch): string {
  return JSON.stringify([text, country ?? null, first]);
}
