import type { World } from '../world.js';
import { buildPerson } from './build.js';
import { emil } from './emil.js';
import { klara } from './klara.js';
import { magnus } from './magnus.js';
import { nora } from './nora.js';
import { pastEvents } from './past-events.js';

/** A seeded bank user. */
export interface SeededPerson {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

/** Seeds an empty world with people, the most interesting one first. The same seed on the same day gives the same world. */
export function seedWorld(world: World): SeededPerson[] {
  const plans = [klara(world.seed), magnus(world.seed), emil(world.seed), nora()];
  const people = plans.map((plan) => ({ id: buildPerson(world, plan).id, name: plan.name, about: plan.about }));
  for (const event of pastEvents(world)) world.events.add(event);
  return people;
}
