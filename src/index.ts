import { createGateway as assemble, type Gateway } from './gateway.js';
import { readConfig, type VariableName } from './config/config.js';
import { createLog } from './telemetry/logging/log.js';
import { logObserver } from './telemetry/logging/log-observer.js';
import type { Observer } from './telemetry/observer.js';
import { activeTraceId } from './tracing/spans.js';

export type { Demo, Gateway } from './gateway.js';
export { ConfigError, type VariableName } from './config/config.js';
export type { Observer } from './telemetry/observer.js';

/** Configuration variables by name; absent ones have their defaults. */
export type Settings = Readonly<Partial<Record<VariableName, string | number | undefined>>>;

/**
 * Creates a gateway inside another Node service. Nothing is read from the environment: pass `process.env` where that is meant.
 *
 * ```ts
 * const gateway = await createGateway({ XS2A_API_KEY: key, AUTH_JWKS_URL: 'https://id.example.com/keys', PORT: 4000 });
 * console.log(await gateway.listen());
 * ```
 *
 * Its spans go to the OpenTelemetry SDK that the service has registered, if it has; the variables of OpenTelemetry are for the
 * program on its own.
 *
 * Instead of listening it can answer for a server that there is already: `http.createServer(gateway.handle)`.
 *
 * @param observer receives the events that it has handlers for, in place of the log on standard output
 * @throws ConfigError with everything that is wrong with the settings
 */
export async function createGateway(settings: Settings = {}, observer?: Partial<Observer>): Promise<Gateway> {
  const config = readConfig(toEnvironment(settings));
  const level = observer === undefined ? config.logLevel : 'silent';
  const log = createLog({ level, traceId: activeTraceId });
  return assemble(config, { ...logObserver(log), ...observer });
}

function toEnvironment(settings: Settings): Record<string, string> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
