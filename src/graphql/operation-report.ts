import type { RequestHead } from '../operation/request-head.js';

/** One executed operation, without variables and results. */
export interface OperationReport extends RequestHead {
  /** The operation name; undefined when it has none or never became an operation. */
  readonly name: string | undefined;
  readonly type: 'query' | 'mutation' | 'subscription' | undefined;
  readonly caller: 'anonymous' | 'bankUser' | 'service';
  /** Distinguishes callers within this process without identifying them. */
  readonly callerNumber: number;
  /** `extensions.code` of the errors. */
  readonly codes: readonly string[];
  readonly durationMs: number;
  readonly upstreamCalls: number;
  readonly cacheHits: number;
  readonly skippedRows: number;
}
