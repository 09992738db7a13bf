import type { FormattedExecutionResult } from 'graphql';

/** The data of a result as serialised JSON, written once and sent any number of times. */
export class SerializedData {
  constructor(private readonly json: string) {}

  /** Maximum memory. */
  get bytes(): number {
    return 2 * this.json.length;
  }

  toJSON(): unknown {
    return JSON.parse(this.json);
  }

  /** The result with this data. */
  within(rest: Omit<FormattedExecutionResult, 'data'>): string {
    const others = JSON.stringify(rest).slice(1, -1);
    return `{"data":${this.json}${others === '' ? '' : `,${others}`}}`;
  }
}

/** The body of a response. */
export function writeResult(result: FormattedExecutionResult): string {
  const { data, ...rest } = result;
  return `${data instanceof SerializedData ? data.within(rest) : JSON.stringify(result)}\n`;
}
