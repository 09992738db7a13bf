export interface LoggedFailure {
  readonly name: string;
  readonly code?: string;
  /** Functions and places in source files, innermost first. */
  readonly frames?: readonly string[];
  readonly cause?: LoggedFailure;
}

const DEEPEST_CAUSE = 3;
const MAX_FRAMES = 12;

/**
 * What may be known of an exception. Messages of foreign exceptions quote what they choked on, such as a line of JSON or a
 * URL, so only its class, its code and its stack frames are taken, and its causes in the same way.
 */
export function describeFailure(error: unknown, depth = 0): LoggedFailure {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  const frames = framesOf(error);
  const cause =
    error.cause === undefined || depth >= DEEPEST_CAUSE ? undefined : describeFailure(error.cause, depth + 1);
  return {
    name: nameOf(error),
    ...(code !== undefined && { code }),
    ...(frames.length > 0 && { frames }),
    ...(cause !== undefined && { cause }),
  };
}

/** Of the class: the `name` of an error can be set to anything. */
function nameOf(error: Error): string {
  const name = error.constructor.name;
  return /^[A-Za-z]\w{0,63}$/.test(name) ? name : 'Error';
}

/** Digits only behind an underscore: an IBAN is not a code. */
export const CODE = /^[A-Z]{1,32}(_[A-Z0-9]{1,32}){0,8}$/;

/** How the errors of Redis begin. */
const REDIS_CODE = /^(BUSY|CLUSTERDOWN|ERR|LOADING|MASTERDOWN|MISCONF|NOAUTH|NOPERM|NOSCRIPT|OOM|READONLY|WRONGPASS) /;

function codeOf(error: Error): string | undefined {
  const code = 'code' in error ? error.code : REDIS_CODE.exec(error.message)?.[1];
  return typeof code === 'string' && CODE.test(code) ? code : undefined;
}

const FRAME =
  /^ {4}at ((?:async )?[\w.$<>[\] ]{1,100} )?\(?((?:file|node):[^\s()?#]{1,300}|\/[^\s()?#]{1,300}):(\d+):(\d+)\)?$/;

function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').slice(endOfMessage(error)).split('\n');
  return lines.flatMap(frameOf).slice(0, MAX_FRAMES);
}

/**
 * A stack begins with the class and the message, which may have lines that look like frames. Where the message was changed
 * since, its end in the stack is not known, and everything counts as message.
 */
function endOfMessage({ stack = '', message }: Error): number {
  const [head = ''] = /^[\w ]{0,100}(\[\w+\])?(: )?/.exec(stack) ?? [];
  const end = head.length + message.length;
  const isMessage = stack.startsWith(message, head.length) && stack.startsWith('\n', end);
  return isMessage ? end : stack.length;
}

function frameOf(line: string): readonly string[] {
  const [, name = '', file = '', row = '', column = ''] = FRAME.exec(line) ?? [];
  if (file === '') return [];
  // Where the gateway is installed is nobody's business.
  const place = file.replace(/^.*\/(?=(node_modules|dist|src|test)\/)/, '');
  return [`${name}${place}:${row}:${column}`];
}
