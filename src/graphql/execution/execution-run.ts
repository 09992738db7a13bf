import { locatedError, type FieldNode, type GraphQLError } from 'graphql';
import type { ExecutionContext } from './graphql-internals.js';

/** One execution, as prepared by graphql-js: variables are coerced, the operation is selected. */
export type ExecutionRun = ExecutionContext;

/** A response path; undefined is the root. Two places are equal when they are the same object. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** The part of a field that errors need. */
export interface Failing {
  readonly nodes: readonly FieldNode[];
  readonly isNullable: boolean;
}

/** Records an error at a place: the place becomes null when nullable, otherwise the error propagates to its parent. */
export function failAt(run: ExecutionRun, raw: unknown, { nodes, isNullable }: Failing, place: Place): null {
  const error: GraphQLError = locatedError(raw, nodes, keysOf(place));
  if (!isNullable) throw error;
  run.collectedErrors.add(error, place);
  return null;
}

/** Fails after all siblings have settled, so that none of their failures is unhandled. */
export function failAfter(waiting: readonly PromiseLike<unknown>[], error: unknown): Promise<never> {
  if (waiting.length === 0) throw error;
  return Promise.allSettled(waiting).then(() => {
    throw error;
  });
}

function keysOf(place: Place): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step: Place | undefined = place; step !== undefined; step = step.prev) keys.push(step.key);
  return keys.reverse();
}
