import { locatedError, type FieldNode, type GraphQLError } from 'graphql';
import type { ExecutionContext } from './graphql-internals.js';

/** One execution of an operation, as graphql-js prepares it: its variables are coerced, its operation is found. */
export type ExecutionRun = ExecutionContext;

/** Where a value stands in the answer; undefined is the whole of it. Two places are the same when they are the same object. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** A field, as far as its errors go. */
export interface Failing {
  readonly nodes: readonly FieldNode[];
  readonly isNullable: boolean;
}

/** An error at a place: the place becomes null, if it may, and what it stands in fails otherwise. */
export function failAt(run: ExecutionRun, raw: unknown, { nodes, isNullable }: Failing, place: Place): null {
  const error: GraphQLError = locatedError(raw, nodes, keysOf(place));
  if (!isNullable) throw error;
  run.collectedErrors.add(error, place);
  return null;
}

/** Fails once everything has ended that was begun beside it: it may fail as well, and somebody has to notice. */
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

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
}
