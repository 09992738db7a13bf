/**
 * Functions that graphql-js 16 only exports from its files; they may change with any release. `test/graphql/execution` compares
 * the results with graphql-js's own executor.
 */
export { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
export { buildExecutionContext, buildResolveInfo, getFieldDef } from 'graphql/execution/execute.js';
export type { ExecutionContext } from 'graphql/execution/execute.js';
