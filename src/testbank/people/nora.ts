import type { PersonPlan } from './plan.js';

/** Has just arrived. */
export function nora(): PersonPlan {
  return {
    key: 'nora',
    name: 'Nora Neuling',
    email: 'nora.neuling@example.com',
    about: 'nothing yet: no connection, no account',
    connections: [],
  };
}
