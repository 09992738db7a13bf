import type { RequestRefusal } from '../../admission/request-refusal.js';

const PERIOD_MS = 1_000;

type Tell = (refusal: RequestRefusal, requests: number) => void;

/** Who is flooded with requests is not to be flooded with lines: those of one sort are told together, once in a while. */
export class RefusalTally {
  private readonly tallies = new Map<string, { readonly refusal: RequestRefusal; requests: number }>();

  constructor(private readonly tell: Tell) {}

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
      this.tell(refusal, begun.requests);
    }, PERIOD_MS).unref();
  }
}
