import type { RequestRefusal } from '../../admission/request-refusal.js';

const PERIOD_MS = 1_000;

type Report = (refusal: RequestRefusal, requests: number) => void;

/** A flood of requests must not become a flood of log lines: refusals with the same code and caller are logged once a second. */
export class RefusalTally {
  private readonly tallies = new Map<string, { readonly refusal: RequestRefusal; requests: number }>();

  constructor(private readonly report: Report) {}

  add(refusal: RequestRefusal): void {
    const sort = `${refusal.code} ${refusal.caller}`;
    const tally = this.tallies.get(sort);
    if (tally !== undefined) {
      tally.requests++;
      return;
    }
    const begun = { refusal, requests: 1 };
    this.tallies.set(sort, begun);
    setTimeout(() => {
      this.tallies.delete(sort);
      this.report(refusal, begun.requests);
    }, PERIOD_MS).unref();
  }
}
