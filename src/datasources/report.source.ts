import type DataLoader from 'dataloader';
import type { OwnedRef } from '../domain/global-id.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { loaderOf, ownedKey } from './loader.js';
import type { OperationDependencies } from './operation-dependencies.js';
import { malformedResponse } from './xs2a/upstream-error.js';

interface ReportRequest {
  readonly account: OwnedRef;
  /** XS2A's id of the report. */
  readonly reportId: string;
}

export const REPORT_FORMATS = ['html', 'pdf'] as const;
export const REPORT_LOCALES = ['de', 'en'] as const;

/** How a report is to be written. */
export interface ReportForm {
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly locale: (typeof REPORT_LOCALES)[number];
}

const MEDIA_TYPES = { html: 'text/html', pdf: 'application/pdf' };
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const reportKey = ({ account, reportId }: ReportRequest): string => `${ownedKey(account)} ${reportId}`;

/** Reports that XS2A computes about accounts, as JSON of any form; each read once per operation. */
export class ReportSource {
  private readonly reports: DataLoader<ReportRequest, unknown, string>;

  constructor(private readonly dependencies: OperationDependencies) {
    const { xs2a, reads, meter } = dependencies;
    this.reports = loaderOf(({ account: { bankUserId, xs2aId }, reportId }) => {
      const call = { path: { accountId: xs2aId, reportId }, query: { format: 'json' }, meter };
      return reads.uncached(bankUserId, `report ${xs2aId} ${reportId}`, async () => {
        const { body } = await xs2a.withUserToken(bankUserId, ENDPOINTS.getReport, call);
        // Any JSON is a report, but an empty body is not.
        if (body === undefined) throw malformedResponse();
        return body;
      });
    }, reportKey);
    reads.onWrite(() => this.reports.clearAll());
  }

  /** @throws GatewayError NOT_FOUND when there is no such report, or the id is malformed */
  of(account: OwnedRef, reportId: string): Promise<unknown> {
    return this.reports.load({ account, reportId });
  }

  /**
   * The report as a document, of 16 MiB at most.
   *
   * @throws GatewayError NOT_FOUND when there is no such account or report, or an id is malformed
   */
  document({ bankUserId, xs2aId }: OwnedRef, reportId: string, { format, locale }: ReportForm): Promise<Buffer> {
    const { xs2a, reads, meter } = this.dependencies;
    const document = { mediaType: MEDIA_TYPES[format], maxBytes: MAX_DOCUMENT_BYTES };
    const call = { path: { accountId: xs2aId, reportId }, query: { format, locale }, document, meter };
    return reads.uncached(bankUserId, `reportDocument ${format} ${locale} ${xs2aId} ${reportId}`, async () => {
      const { body } = await xs2a.withUserToken(bankUserId, ENDPOINTS.getReport, call);
      if (!Buffer.isBuffer(body)) throw malformedResponse();
      return body;
    });
  }
}
