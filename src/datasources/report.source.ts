import type DataLoader from 'dataloader';
import type { OwnedRef } from '../domain/global-id.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { loaderOf, ownedKey } from './loader.js';
import type { OperationDependencies } from './source-scope.js';
import { malformedResponse } from './xs2a/upstream-error.js';

interface ReportRequest {
  readonly account: OwnedRef;
  /** XS2A's id of the report. */
  readonly reportId: string;
}

const reportKey = ({ account, reportId }: ReportRequest): string => `${ownedKey(account)} ${reportId}`;

/** Reports that XS2A computes about accounts, as JSON of any form; each read once per operation. */
export class ReportSource {
  private readonly reports: DataLoader<ReportRequest, unknown, string>;

  constructor({ xs2a, reads, meter }: OperationDependencies) {
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
}
