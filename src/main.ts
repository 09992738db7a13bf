#!/usr/bin/env node
import { createGateway } from './app.js';
import { banner } from './banner.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { listeningFault, type PortVariable } from './config/listening-fault.js';
import { createLog } from './logging/log.js';
import { logObserver } from './logging/log-observer.js';

/** How long requests under way may take after a signal to stop. */
const GRACE_MS = 10_000;

const started = performance.now();
const config = configOrExit();
const log = createLog({ level: config.logLevel });
for (const notice of config.warnings) log.warn('config.warning', { notice });

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.once(event, (error) => {
    log.fatal('gateway.crashed', { error });
    process.exit(1);
  });
}

const gateway = await createGateway(config, logObserver(log)).catch(giveUp('TESTBANK_PORT'));
const url = await gateway.listen().catch(giveUp('PORT'));
log.info('gateway.started', {
  url,
  environment: config.environment,
  upstream: config.upstream.kind,
  auth: config.auth.kind,
  store: config.store.kind,
  cache: config.cache.kind,
  ms: performance.now() - started,
});
process.stdout.write(banner(url, gateway.demo));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return refuse(error.faults);
  }
}

function refuse(faults: readonly string[]): never {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
}

function giveUp(variable: PortVariable) {
  return (error: unknown): never => {
    if (error instanceof ConfigError) refuse(error.faults);
    log.fatal('gateway.notStarted', { error });
    const fault = listeningFault(error, variable);
    return refuse(fault === undefined ? [] : [fault]);
  };
}

async function stop(signal: string): Promise<void> {
  const signalled = performance.now();
  log.info('gateway.draining', { signal });
  setTimeout(exit, GRACE_MS).unref();
  await gateway.close();
  exit();

  function exit(): void {
    log.info('gateway.stopped', { ms: performance.now() - signalled });
    process.exit(0);
  }
}
