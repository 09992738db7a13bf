/**
 * Functions that graphql-js 16 only exports from its files; they may change with any release, and have in 17. A test beside those of
 * this folder states what the gateway relies on; the others compare results with graphql-js's own executor.
 */
export { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
export { buildExecutionContext } from 'graphql/execution/execute.js';
export type { ExecutionContext } from 'graphql/execution/execute.js';
