import type { Variables } from './variables.js';

export interface ExposureConfig {
  /** Whether introspection is allowed. */
  readonly introspection: boolean;
  /** Whether the explorer page is served, which loads Apollo's script. */
  readonly explorer: boolean;
}

const SWITCH = ['on', 'off'] as const;

export function readExposure(variables: Variables, production: boolean): ExposureConfig {
  const introspection = variables.oneOf('INTROSPECTION', SWITCH, production ? 'off' : 'on') === 'on';
  const explorer = variables.oneOf('EXPLORER', SWITCH, production || !introspection ? 'off' : 'on') === 'on';
  if (explorer && !introspection) variables.fault('EXPLORER', 'is on, which needs INTROSPECTION=on as well');
  return { introspection, explorer };
}
