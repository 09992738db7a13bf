/** A log event of Apollo Server, without its text, which may contain messages of errors. */
export interface ServerLogEvent {
  readonly level: 'warn' | 'error';
  /** If any; its message is not for the log. */
  readonly error: unknown;
}

/** A logger for Apollo Server. */
export function serverLogger(onLogged: (event: ServerLogEvent) => void) {
  const at = (level: ServerLogEvent['level']) => (message?: unknown) => {
    onLogged({ level, error: message instanceof Error ? message : undefined });
  };
  const ignore = (): void => undefined;
  return { debug: ignore, info: ignore, warn: at('warn'), error: at('error') };
}
