import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isDay, readTime as readTimeOf } from '../calendar.js';
import { day, second } from '../clock.js';
import { invalid, notFound } from '../http/api-error.js';
import { withApiKey } from '../http/caller.js';
import { addressOf, answerPage } from '../http/page.js';
import { pathPart, resource } from '../http/resource.js';
import type { World } from '../world.js';
import { type BankEvent, toEventWire } from './event.js';

/** `/v1/events`: for the API key. */
export function eventRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/events', {
    GET: withApiKey((request) =>
      answerPage(world, request, world.events.newestFirst(readFilter(request)), toEventWire),
    ),
  });
  resource(app, '/v1/events/:event_id', {
    GET: withApiKey((request) => {
      const event = world.events.get(pathPart(request, 'event_id'));
      if (event === undefined) throw notFound();
      return toEventWire(event, world.forms);
    }),
  });
}

function readFilter(request: FastifyRequest): (event: BankEvent) => boolean {
  const query = addressOf(request).searchParams;
  const transaction = query.get('transaction_id') ?? '';
  const type = query.get('type') ?? '';
  const from = readTime(query, 'from', 0) ?? -Infinity;
  const to = readTime(query, 'to', day - second) ?? Infinity;
  return (event) =>
    (transaction === '' || event.transaction === transaction) &&
    (type === '' || event.type === type) &&
    Math.floor(event.createdAt.getTime() / second) * second >= from &&
    Math.floor(event.createdAt.getTime() / second) * second <= to;
}

/**
 * ISO 8601, whose time and offset may be left out (published by the vendor's Node SDK); without an offset German time
 * is meant. A mere day is read as its first moment plus `withinDay` milliseconds.
 */
function readTime(query: URLSearchParams, name: string, withinDay: number): number | undefined {
  const value = query.get(name) ?? '';
  if (value === '') return undefined;
  const time = readTimeOf(isDay(value) ? `${value} 00:00:00` : value)?.getTime();
  if (time === undefined) throw invalid(name, 'is not a valid date.');
  return isDay(value) ? time + withinDay : time;
}
