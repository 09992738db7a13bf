import type { Access } from './auth/access.js';
import type { Meter } from './datasources/meter.js';
import type { Sources } from './datasources/sources.js';

/** What one request has. Nothing in it outlives the request. */
export interface GatewayContext {
  readonly requestId: string;
  readonly access: Access;
  readonly sources: Sources;
  readonly meter: Meter;
}
