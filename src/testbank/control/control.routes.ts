import type { FastifyInstance } from 'fastify';
import { invalid } from '../http/api-error.js';
import { fieldsOf, type Fields, Input, required } from '../http/input.js';
import { done, resource } from '../http/resource.js';
import { variants, type Variant } from '../quirks.js';
import type { SeededPerson } from '../people/people.js';
import type { Settings, World } from '../world.js';
import type { Control } from './control.js';
import { faultRoutes } from './fault.routes.js';
import { controlPrefix } from './hooks.js';
import { worldRoutes } from './world.routes.js';

const earliest = Date.parse('1970-01-01T00:00:00Z');
const latest = Date.parse('9000-01-01T00:00:00Z');

/** Bodies of the control interface can be long lists. */
const bodyLimit = 256 * 1_048_576;

/**
 * The interface for tests, under `/_testbank`: it asks for no key, and exists only here.
 * `reseed` empties the world and fills it as it was at the start.
 */
export function controlRoutes(
  app: FastifyInstance,
  world: World,
  control: Control,
  reseed: () => SeededPerson[],
): void {
  void app.register((scope, _options, registered) => {
    scope.addHook('onRoute', (route) => {
      route.bodyLimit = bodyLimit;
    });
    stateRoutes(scope, world, control, reseed);
    faultRoutes(scope, control, controlPrefix);
    worldRoutes(scope, world, controlPrefix);
    registered();
  });
}

function stateRoutes(app: FastifyInstance, world: World, control: Control, reseed: () => SeededPerson[]): void {
  resource(app, `${controlPrefix}/requests`, {
    GET: () => ({ requests: control.log.all() }),
    DELETE: () => {
      control.log.clear();
      return done();
    },
  });
  resource(app, `${controlPrefix}/settings`, {
    GET: () => world.settings,
    PATCH: (request) => {
      world.settings = Input.whole(fieldsOf(request), (input) => readSettings(world.settings, input));
      control.rateLimit.clear();
      return world.settings;
    },
  });
  resource(app, `${controlPrefix}/clock`, {
    GET: () => ({ now: world.clock.now().toISOString() }),
    POST: (request) => {
      moveClock(world, fieldsOf(request));
      return { now: world.clock.now().toISOString() };
    },
  });
  resource(app, `${controlPrefix}/reset`, {
    POST: () => {
      control.clear();
      world.clock.reset();
      return { people: reseed() };
    },
  });
}

/** `{advance: seconds}` or `{now: ISO 8601}`, within the years that a calendar day has four digits for. */
function moveClock(world: World, fields: Fields): void {
  const { advance, now } = Input.whole(fields, (input) => ({
    advance: input.number('advance', { from: -1e9, to: 1e9 }) ?? 0,
    now: input.text('now'),
  }));
  const time = (now === undefined ? world.clock.now().getTime() : Date.parse(now)) + advance * 1000;
  if (!(time >= earliest && time < latest))
    throw invalid(now === undefined ? 'advance' : 'now', 'must be a time in ISO 8601.');
  if (now === undefined) world.clock.advance(advance * 1000);
  else world.clock.set(new Date(time));
}

function readSettings(settings: Settings, input: Input): Settings {
  const number = (name: keyof Settings, from = 0) => input.number(name, { from, to: 1e9 });
  return {
    maxPerPage: number('maxPerPage', 1) ?? settings.maxPerPage,
    syncDelay: number('syncDelay') ?? settings.syncDelay,
    sessionLife: number('sessionLife') ?? settings.sessionLife,
    pollsUntilApproved: number('pollsUntilApproved') ?? settings.pollsUntilApproved,
    pollInterval: number('pollInterval') ?? settings.pollInterval,
    slowStep: number('slowStep') ?? settings.slowStep,
    webhookUrl: input.value('webhookUrl') === null ? null : (readUrl(input) ?? settings.webhookUrl),
    latency: readLatency(input) ?? settings.latency,
    unattendedSyncs:
      input.value('unattendedSyncs') === null ? null : (number('unattendedSyncs') ?? settings.unattendedSyncs),
    variants: readVariants(input) ?? settings.variants,
    rateLimit: input.value('rateLimit') === null ? null : (readRateLimit(input) ?? settings.rateLimit),
  };
}

function readVariants(input: Input): readonly Variant[] | undefined {
  const names = input.texts('variants');
  const known = variants.filter((variant) => names?.includes(variant));
  if (names && known.length < new Set(names).size) throw invalid('variants', `must be some of ${variants.join(', ')}.`);
  return names && known;
}

function readUrl(input: Input): string | undefined {
  const url = input.text('webhookUrl');
  if (url !== undefined && !/^https?:\/\//.test(url)) throw invalid('webhookUrl', 'must be an http address.');
  return url;
}

/** Milliseconds: a number, or `{from, to}` for anything between. */
function readLatency(input: Input): Settings['latency'] | undefined {
  if (typeof input.value('latency') === 'number') {
    const fixed = input.number('latency', { to: 600_000 }) ?? 0;
    return { from: fixed, to: fixed };
  }
  const bounds = input.object('latency');
  return bounds && Input.whole(bounds, readBounds);
}

function readBounds(input: Input): Settings['latency'] {
  const from = input.number('from', { to: 600_000 }) ?? 0;
  return { from, to: Math.max(from, input.number('to', { to: 600_000 }) ?? 0) };
}

function readRateLimit(input: Input): Settings['rateLimit'] | undefined {
  const limit = input.object('rateLimit');
  const read = (own: Input) => ({
    requests: required('requests', own.number('requests')),
    seconds: required('seconds', own.number('seconds', { from: 1, to: 86_400 })),
  });
  return limit && Input.whole(limit, read);
}
