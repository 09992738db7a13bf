import type { Variables } from './variables.js';

export interface ExposureConfig {
  /** Whether anybody may read the schema from the gateway. */
  readonly introspection: boolean;
  /** Whether there is a page to try the graph on, which loads Apollo's script. */
  readonly explorer: boolean;
}

const SWITCH = ['on', 'off'] as const;

export function readExposure(variables: Variables, production: boolean): ExposureConfig {
  const introspection = variables.oneOf('INTROSPECTION', SWITCH, production ? 'off' : 'on') === 'on';
  const explorer = variables.oneOf('EXPLORER', SWITCH, production || !introspection ? 'off' : 'on') === 'on';
  if (explorer && !introspection) variables.fault('EXPLORER', 'is on, which needs INTROSPECTION=on as well');
  return { introspection, explorer };
}
