// What the client uses of its platform, and nothing else: it is compiled against this alone. All of it is in Chrome 98, Firefox 97, Safari 15.4,
// Node 20, Deno, Bun and edge workers, and for pages without https as well.

declare function fetch(url: string, init: RequestInit): Promise<Response>;

interface RequestInit {
  method?: string;
  headers?: Headers;
  body?: string;
  redirect?: 'manual';
  signal?: AbortSignal;
}

interface Response {
  readonly status: number;
  readonly headers: Headers;
  /** Null without a body; missing where a platform gives answers as a whole alone. */
  readonly body?: ReadableStream | null;
  text(): Promise<string>;
}

interface ReadableStream {
  getReader(): ReadableStreamReader;
}

interface ReadableStreamReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<void>;
}

declare class TextDecoder {
  decode(bytes: Uint8Array, options: { readonly stream: boolean }): string;
}

declare class Headers {
  constructor(init: Record<string, string>);
  get(name: string): string | null;
  set(name: string, value: string): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface Timer {
  readonly timer: unique symbol;
}
declare function setTimeout(run: () => void, ms: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;

declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
