import type { FastifyInstance } from 'fastify';
import { invalid } from '../http/api-error.js';
import { Input } from '../http/input.js';
import { done, resource } from '../http/resource.js';
import type { SeededPerson } from '../people/people.js';
import type { Settings, World } from '../world.js';
import type { Control } from './control.js';
import { faultRoutes } from './fault.routes.js';
import { controlPrefix } from './hooks.js';
import { worldRoutes } from './world.routes.js';

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
    PATCH: (request) => Object.assign(world.settings, readSettings(world.settings, Input.of(request))),
  });
  resource(app, `${controlPrefix}/clock`, {
    GET: () => ({ now: world.clock.now().toISOString() }),
    POST: (request) => {
      moveClock(world, Input.of(request));
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

/** `{advance: seconds}` or `{now: ISO 8601}`. */
function moveClock(world: World, input: Input): void {
  const advance = input.number('advance', { from: -1e9, to: 1e9 });
  const now = input.text('now');
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw invalid('now', 'must be a time in ISO 8601.');
  if (now !== undefined) world.clock.set(new Date(now));
  if (advance !== undefined) world.clock.advance(advance * 1000);
}

function readSettings(settings: Settings, input: Input): Settings {
  const number = (name: keyof Settings, from = 0) => input.number(name, { from, to: 1e9 });
  return {
    maxPerPage: number('maxPerPage', 1) ?? settings.maxPerPage,
    syncDelay: number('syncDelay') ?? settings.syncDelay,
    sessionLife: number('sessionLife') ?? settings.sessionLife,
    pollsUntilApproved: number('pollsUntilApproved') ?? settings.pollsUntilApproved,
    pollInterval: number('pollInterval') ?? settings.pollInterval,
    webhookUrl: input.value('webhookUrl') === null ? null : (readUrl(input) ?? settings.webhookUrl),
    latency: readLatency(input) ?? settings.latency,
  };
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
  if (bounds === undefined) return undefined;
  const between = new Input(bounds);
  const from = between.number('from', { to: 600_000 }) ?? 0;
  return { from, to: Math.max(from, between.number('to', { to: 600_000 }) ?? 0) };
}
