import { invalid } from './api-error.js';
import type { Fields } from './body.js';

/** A member of the request that must be there, as text of at most 255 characters. */
export function requiredText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.trim() === '') throw invalid(name, 'field is required.');
  if (value.length > 255) throw invalid(name, 'may not be greater than 255 characters.');
  return value;
}

/** A member that may be missing or null; a whole number from 1 otherwise. */
export function optionalCount(fields: Fields, name: string): number | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 100_000)
    throw invalid(name, 'must be an integer of at least 1.');
  return count;
}

/** A member that may be missing or null; one of the listed words otherwise. */
export function optionalWord<T extends string>(fields: Fields, name: string, words: readonly T[]): T | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(name, 'is not one of the known values.');
  return word;
}
