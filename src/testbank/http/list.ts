import type { FastifyRequest } from 'fastify';
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
  return new URL(request.url, `http://${request.host}`);
}
