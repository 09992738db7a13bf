import { createGateway, type Gateway } from '../gateway.js';
import { banner } from './banner.js';
import { ConfigError, readConfig, type Config } from '../config/config.js';
import { listeningFault, type PortVariable } from '../config/listening-fault.js';
import { createLog, type Log } from '../telemetry/logging/log.js';
import { logObserver } from '../telemetry/logging/log-observer.js';
import { developmentSecret } from './development-secret.js';
import { StandardOutput } from './standard-output.js';
import type { StopSignals } from './stop-signals.js';
import { activeTraceId } from '../tracing/spans.js';
import type { TraceExport } from '../tracing/trace-export.js';

/** Time after the grace period at which the process exits in any case. */
const LAST_MS = 2_000;

/** The gateway as a process, which stops on signals. */
export async function run(env: NodeJS.ProcessEnv, signals: StopSignals): Promise<void> {
  const started = performance.now();
  const config = configOrExit(env);
  const destination = standardOutput();
  const log = createLog({ level: config.logLevel, traceId: config.tracing && activeTraceId, destination });
  exitOnCrash(log);
  const rejections = watchRejections(log);
  const traces = await startTraces(config, log);
  const gateway = await createGateway(config, logObserver(log)).catch(giveUp(log, 'TESTBANK_PORT'));
  rejections.report = gateway.reportUnhandledRejection;
  const url = await gateway.listen().catch(giveUp(log, 'PORT'));
  signals.onFirst((signal) => {
    log.info('gateway.draining', { signal });
    void stop({ gateway, traces, log }, config.shutdownGraceSeconds * 1_000);
  });
  log.info('gateway.started', {
    url,
    environment: config.environment,
    upstream: config.upstream.kind,
    auth: config.auth.kind,
    store: config.store.kind,
    cache: config.cache.kind,
    ms: performance.now() - started,
  });
  process.stdout.write(banner(url, gateway.demo, config));
}

function configOrExit(env: NodeJS.ProcessEnv): Config {
  try {
    return readConfig(env, developmentSecret);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return refuse(error.faults);
  }
}

/** What the log writes to; without it the process ends. */
function standardOutput(): StandardOutput {
  const end = (): never => process.exit(1);
  const output = new StandardOutput(end);
  process.once('exit', () => {
    output.flushSync();
  });
  return output;
}

function exitOnCrash(log: Log): void {
  process.once('uncaughtException', (error) => {
    log.fatal('gateway.crashed', { error });
    process.exit(1);
  });
}

/** A promise that was rejected while nobody listened is a fault, but no reason to end the requests of everybody else. */
function watchRejections(log: Log): { report: (error: unknown) => void } {
  const rejections = {
    report: (error: unknown): void => {
      log.error('error.unhandledRejection', { error });
    },
  };
  process.on('unhandledRejection', (error) => {
    rejections.report(error);
  });
  return rejections;
}

function refuse(faults: readonly string[]): never {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exit(1);
}

function giveUp(log: Log, variable: PortVariable) {
  return (error: unknown): never => {
    if (error instanceof ConfigError) refuse(error.faults);
    log.fatal('gateway.startFailed', { error });
    const fault = listeningFault(error, variable);
    return refuse(fault === undefined ? [] : [fault]);
  };
}

/** What sends traces is loaded where there are any to send. */
async function startTraces({ tracing, proxy }: Config, log: Log): Promise<TraceExport | undefined> {
  if (tracing === undefined) return undefined;
  const { startTraceExport } = await import('../tracing/trace-export.js');
  const onFailure = (error: unknown) => {
    log.warn('traces.notSent', { error });
  };
  return startTraceExport(tracing, onFailure, { proxy });
}

interface Running {
  readonly gateway: Gateway;
  readonly traces: TraceExport | undefined;
  readonly log: Log;
}

async function stop({ gateway, traces, log }: Running, graceMs: number): Promise<void> {
  const signalled = performance.now();
  setTimeout(exit, graceMs + LAST_MS).unref();
  await gateway.close();
  await traces?.stop();
  exit();

  function exit(): void {
    log.info('gateway.stopped', { ms: performance.now() - signalled });
    process.exit(0);
  }
}
