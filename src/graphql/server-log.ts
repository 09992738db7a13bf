/** That Apollo Server had something to say. What it says is free text, with messages of errors in it: nobody is told that. */
export interface ServerLogEvent {
  readonly level: 'warn' | 'error';
  /** Where there is one; its message is not for the log. */
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
