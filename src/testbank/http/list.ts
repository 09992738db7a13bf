import type { FastifyRequest } from 'fastify';
import { ApiError, invalid } from './api-error.js';
import { pageOf, type Page } from '../wire/page.js';
import type { World } from '../world.js';

/** Answers a list with the page that the request asks for. */
export function answerPage<T, W>(
  world: World,
  request: FastifyRequest,
  items: readonly T[],
  toWire: (item: T) => W,
): Page<W> {
  return pageOf(items, { url: addressOf(request), maximum: world.settings.maxPerPage }, toWire);
}

/** The absolute address that was asked for. */
export function addressOf(request: FastifyRequest): URL {
  const address = `http://${request.host}${request.url}`;
  if (!URL.canParse(address)) throw new ApiError(400, 'Bad request.');
  return new URL(address);
}

/** The path as it was sent, without the query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/** A word of the query that may be missing or empty, and is one of the listed ones otherwise. */
export function queryWord<T extends string>(request: FastifyRequest, name: string, words: readonly T[]): T | undefined {
  const value = addressOf(request).searchParams.get(name) ?? '';
  if (value === '') return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(name, 'is not one of the known values.');
  return word;
}
