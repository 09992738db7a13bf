import {
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { isPromise } from './execution-run.js';

/** What is not as it nearly always is: an error, a promise, a null where none may be. */
export const IRREGULAR = Symbol('irregular');

/**
 * Completes plain data: no resolver runs for it, and nothing waits. Wherever anything could go wrong it gives up with
 * IRREGULAR and has done nothing; the value is then completed again, slowly, with a place for the error.
 */
export type QuickCompletion = (value: unknown) => unknown;

/** Undefined for what is not plain data. @param quickObject of the objects of a type, if they are plain data */
export function quickCompletionOf(
  type: GraphQLOutputType,
  quickObject: (type: GraphQLObjectType) => QuickCompletion | undefined,
): QuickCompletion | undefined {
  if (isNonNullType(type)) return orIrregular(quickCompletionOf(type.ofType, quickObject));
  if (isListType(type)) return orNull(quickList(quickCompletionOf(type.ofType, quickObject)));
  if (isLeafType(type)) return orNull(quickLeaf(type));
  return isObjectType(type) ? orNull(quickObject(type)) : undefined;
}

function orNull(complete: QuickCompletion | undefined): QuickCompletion | undefined {
  return complete && ((value) => (value === null || value === undefined ? null : complete(value)));
}

function orIrregular(complete: QuickCompletion | undefined): QuickCompletion | undefined {
  return complete && ((value) => (value === null || value === undefined ? IRREGULAR : complete(value)));
}

function quickLeaf(type: GraphQLLeafType): QuickCompletion {
  return (value) => {
    if (typeof value === 'object' || typeof value === 'function') return IRREGULAR;
    try {
      return type.serialize(value) ?? IRREGULAR;
    } catch {
      return IRREGULAR;
    }
  };
}

function quickList(complete: QuickCompletion | undefined): QuickCompletion | undefined {
  if (complete === undefined) return undefined;
  return (value) => {
    if (!Array.isArray(value)) return IRREGULAR;
    const completed: unknown[] = [];
    for (const item of value) {
      const one = complete(item);
      if (one === IRREGULAR) return IRREGULAR;
      completed.push(one);
    }
    return completed;
  };
}

/** Whether properties can be read off it as off data. */
export function isPlainSource(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && !isPromise(value);
}
