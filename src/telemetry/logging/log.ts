import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../../config/config.js';
import { LOG_EVENTS, type LogEvent, type LogFields } from './log-events.js';
import type { Field } from './log-field.js';

type Level = Exclude<LogLevel, 'silent'>;
type Write = <E extends LogEvent>(event: E, fields?: LogFields<E>) => void;

/** Writes one line of JSON per event, with the fields that the event allows. */
export interface Log extends Readonly<Record<Level, Write>> {
  /** Adds the request id to every line. */
  forRequest(requestId: string): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** The active trace id, called for each line. */
  readonly traceId?: (() => string | undefined) | undefined;
  /** Standard output by default. */
  readonly destination?: DestinationStream;
}

export function createLog({ level, destination, traceId }: LogOptions): Log {
  const options = {
    level,
    // No host or process id: the environment adds them.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    ...(traceId && { mixin: () => mixinOf(traceId()) }),
  };
  return new PinoLog(destination === undefined ? pino(options) : pino(options, destination));
}

function mixinOf(traceId: string | undefined): { traceId?: string } {
  return traceId === undefined ? {} : { traceId };
}

/** With methods, not closures, since there is one for every request. */
class PinoLog implements Log {
  /** @param request for every line; pino's child loggers would cost more than the line */
  constructor(
    private readonly logger: Logger,
    private readonly request: { readonly requestId?: string } = {},
  ) {}

  fatal<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
    this.write('fatal', event, fields);
  }

  error<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
    this.write('error', event, fields);
  }

  warn<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
    this.write('warn', event, fields);
  }

  info<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
    this.write('info', event, fields);
  }

  debug<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
    this.write('debug', event, fields);
  }

  trace<E extends LogEvent>(event: E, fields?: LogFields<E>): void {
    this.write('trace', event, fields);
  }

  forRequest(requestId: string): Log {
    return new PinoLog(this.logger, { requestId });
  }

  private write(level: Level, event: LogEvent, fields: Readonly<Record<string, unknown>> | undefined): void {
    if (this.logger.isLevelEnabled(level) && Object.hasOwn(LOG_EVENTS, event))
      this.logger[level]({ ...this.request, event, ...allowed(event, fields) });
  }
}

function allowed(event: LogEvent, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const declared: Readonly<Record<string, Field<unknown>>> = LOG_EVENTS[event];
  const read = Object.entries(declared).map(([name, field]) => {
    const value = fields[name];
    return [name, value === undefined ? undefined : field.read(value)] as const;
  });
  return Object.fromEntries(read);
}
