/**
 * The parts of graphql-js 16 that it exports from its files alone, all in one place: they may change with any version.
 * `test/graphql/execution` compares what is made of them with graphql-js's own executor.
 */
export { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
export { buildExecutionContext, buildResolveInfo, getFieldDef } from 'graphql/execution/execute.js';
export type { ExecutionContext } from 'graphql/execution/execute.js';
