export interface LoggedFailure {
  readonly name: string;
  readonly code?: string;
  /** Functions and source locations, innermost first. */
  readonly frames?: readonly string[];
  readonly cause?: LoggedFailure;
}

const DEEPEST_CAUSE = 3;
const MAX_FRAMES = 12;

/**
 * The loggable part of an exception. Messages of foreign exceptions quote what they failed on, such as JSON or a URL, so only the
 * class, the code and the stack frames are taken, and the same of its causes.
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

/** From the class: an error's own `name` can be anything. */
function nameOf(error: Error): string {
  const name = error.constructor.name;
  return /^[A-Za-z]\w{0,63}$/.test(name) ? name : 'Error';
}

/** Digits only after an underscore, to exclude IBANs. */
export const CODE = /^[A-Z]{1,32}(_[A-Z0-9]{1,32}){0,8}$/;

/** Prefixes of Redis' errors. */
const REDIS_CODE =
  /^(BUSY|CLUSTERDOWN|CROSSSLOT|ERR|LOADING|MASTERDOWN|MISCONF|MOVED|NOAUTH|NOPERM|NOREPLICAS|NOSCRIPT|OOM|READONLY|TRYAGAIN|WRONGPASS) /;

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
 * A stack begins with the class and the message, whose lines may look like frames. When the message was changed later, its end in
 * the stack is unknown, and everything counts as message.
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
  // Removes the installation path.
  const place = file.replace(/^.*\/(?=(node_modules|dist|src|test)\/)/, '');
  return [`${name}${place}:${row}:${column}`];
}
