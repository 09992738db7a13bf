import { spawnSync } from 'node:child_process';

/** Why tests cannot run here, such as `openssl is not installed`; undefined: they can. */
export type Obstacle = string | undefined;

/** @param args with which the program ends at once, without a failure */
export function notInstalled(program: string, args: readonly string[], env = process.env): Obstacle {
  return spawnSync(program, args, { env }).status === 0 ? undefined : `${program} is not installed`;
}

/** For tests that take minutes. @param script of package.json that runs them */
export function notIn(script: string, isOn: boolean): Obstacle {
  return isOn ? undefined : `it takes minutes (npm run ${script})`;
}

/** Like `describe`; with an obstacle its tests are skipped, aloud. */
export function describeUnless(obstacle: Obstacle): (name: string, tests: () => void) => void {
  return (name, tests) => {
    announce(obstacle, name);
    (obstacle === undefined ? describe : describe.skip)(name, tests);
  };
}

/** The same for `it`. */
export function itUnless(obstacle: Obstacle): (name: string, test: jest.ProvidesCallback) => void {
  return (name, test) => {
    announce(obstacle, name);
    (obstacle === undefined ? it : it.skip)(name, test);
  };
}

/** Jest keeps back what a file writes to the console when all of its tests are skipped. */
function announce(obstacle: Obstacle, name: string): void {
  if (obstacle !== undefined) process.stderr.write(`Skipped, since ${obstacle}: ${name}\n`);
}
