import type { Variables } from './variables.js';

export interface EnvironmentConfig {
  readonly environment: 'production' | 'development';
  /** Why this environment was chosen, for the log. */
  readonly because: EnvironmentReason;
}

export const ENVIRONMENT_REASONS = ['NODE_ENV says so', 'XS2A_API_KEY is set', 'XS2A_API_KEY is not set'] as const;
export type EnvironmentReason = (typeof ENVIRONMENT_REASONS)[number];

/** Production rules are the default with real data: they have to be switched off explicitly. */
export function readEnvironment(variables: Variables): EnvironmentConfig {
  const value = variables.text('NODE_ENV');
  if (value === 'production') return { environment: 'production', because: 'NODE_ENV says so' };
  if (value === 'development' || value === 'test') return { environment: 'development', because: 'NODE_ENV says so' };
  const isReal = variables.text('XS2A_API_KEY') !== undefined;
  if (value !== undefined) {
    const which = isReal ? 'apply, because of XS2A_API_KEY' : 'do not apply';
    variables.warn('NODE_ENV', `is none of production, development and test: the rules for production ${which}`);
  }
  if (isReal) return { environment: 'production', because: 'XS2A_API_KEY is set' };
  return { environment: 'development', because: 'XS2A_API_KEY is not set' };
}
