import type { FastifyRequest } from 'fastify';
import type { Forms } from '../quirks.js';
import type { World } from '../world.js';
import { ApiError, invalid } from './api-error.js';

/** A page in Laravel's form (published by the vendor's SDKs). */
export interface Page<T> {
  total: number;
  per_page: number;
  current_page: number;
  last_page: number;
  next_page_url: string | null;
  prev_page_url: string | null;
  from: number | null;
  to: number | null;
  data: T[];
}

export interface PageRequest {
  /** The list's absolute URL with its filters, for links to other pages. */
  url: URL;
  /** Maximum of `per_page`. */
  maximum: number;
}

const defaultSize = 15;

/** The page that `page` and `per_page` select; both are clamped, as the published list forms suggest. */
export function pageOf<T, W>(items: readonly T[], request: PageRequest, toWire: (item: T) => W): Page<W> {
  const size = Math.min(readCount(request.url, 'per_page', defaultSize), request.maximum);
  const current = readCount(request.url, 'page', 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const start = (current - 1) * size;
  const data = items.slice(start, start + size).map(toWire);
  return {
    total: items.length,
    per_page: size,
    current_page: current,
    last_page: last,
    next_page_url: current < last ? neighbour(request.url, current + 1, size) : null,
    prev_page_url: current > 1 ? neighbour(request.url, current - 1, size) : null,
    from: data.length > 0 ? start + 1 : null,
    to: data.length > 0 ? start + data.length : null,
    data,
  };
}

function readCount(url: URL, name: string, fallback: number): number {
  const count = Number.parseInt(url.searchParams.get(name) ?? '', 10);
  if (Number.isNaN(count)) return fallback;
  return Math.min(Math.max(count, 1), 1_000_000);
}

function neighbour(url: URL, page: number, size: number): string {
  const address = new URL(url);
  address.searchParams.set('page', String(page));
  address.searchParams.set('per_page', String(size));
  return address.href;
}

/** Responds with the requested page of a list. */
export function answerPage<T, W>(
  world: World,
  request: FastifyRequest,
  items: readonly T[],
  toWire: (item: T, forms: Forms) => W,
): Page<W> {
  const { forms, settings } = world;
  return pageOf(items, { url: addressOf(request), maximum: settings.maxPerPage }, (item) => toWire(item, forms));
}

/** The absolute URL of the request. */
export function addressOf(request: FastifyRequest): URL {
  const address = `http://${request.host}${request.url}`;
  if (!URL.canParse(address)) throw new ApiError(400, 'Bad request.');
  return new URL(address);
}

/** The path as it was sent, without the query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/** A query parameter with one of the listed values; may be missing or empty. */
export function queryWord<T extends string>(request: FastifyRequest, name: string, words: readonly T[]): T | undefined {
  const value = addressOf(request).searchParams.get(name) ?? '';
  if (value === '') return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalid(name, 'is not one of the known values.');
  return word;
}
