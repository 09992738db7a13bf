import { GatewayError } from '../errors/gateway-error.js';

/** How many upstream reads one operation may plan. */
export const DEFAULT_READ_BUDGET = 100;

/** What one operation may still read upstream. Access tokens and repetitions are not planned, and not counted. */
export class ReadBudget {
  private planned = 0;

  constructor(private readonly limit: number) {}

  /** Plans so many reads; when they are too many, none of them is planned and the refusal is given back. */
  refusalOf(reads: number): GatewayError | undefined {
    if (this.planned + reads > this.limit) return new GatewayError('UPSTREAM_BUDGET_EXCEEDED');
    this.planned += reads;
    return undefined;
  }

  /** @throws GatewayError UPSTREAM_BUDGET_EXCEEDED */
  plan(reads: number): void {
    const refusal = this.refusalOf(reads);
    if (refusal !== undefined) throw refusal;
  }
}

export function isBudgetRefusal(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'UPSTREAM_BUDGET_EXCEEDED';
}
