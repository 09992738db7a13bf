/** One operation that was answered, told without anything of its variables or its result. */
export interface OperationReport {
  readonly requestId: string;
  /** As the document names it; undefined where it has no name or never became an operation. */
  readonly name: string | undefined;
  readonly type: 'query' | 'mutation' | undefined;
  readonly caller: 'anonymous' | 'bankUser' | 'service';
  /** Tells callers apart in this process, and not who they are. */
  readonly callerNumber: number;
  /** `extensions.code` of the errors in the answer. */
  readonly codes: readonly string[];
  readonly durationMs: number;
  readonly upstreamCalls: number;
  readonly cacheHits: number;
  readonly skippedRows: number;
}
