import { inspect } from 'node:util';
import { createGateway, type Gateway } from '../../src/gateway.js';
import { readConfig } from '../../src/config/config.js';
import { logObserver } from '../../src/telemetry/logging/log-observer.js';
import { createLog } from '../../src/telemetry/logging/log.js';
import { UPSTREAM_LIMITS, type UpstreamLimits } from '../../src/datasources/xs2a/upstream.js';
import type { Observer } from '../../src/telemetry/observer.js';
import { secondsFromNow, sign } from './jwt.js';

export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Answer<T> {
  readonly data: T;
  readonly errors: readonly AnsweredError[];
  readonly extensions: { readonly xs2a: { readonly upstreamCalls: number; readonly cacheHits: number } };
}

/** On a busy machine requests wait long for their turn, and all tests have one address: these are for tests of their own. */
const BRIEF = {
  NODE_ENV: 'test',
  PORT: '0',
  SHUTDOWN_GRACE_SECONDS: '0',
  OVERLOAD_WAIT_MS: '0',
  RATE_LIMIT_ANONYMOUS: '0',
};
/** A busy machine is no slow XS2A: no read is begun a second time because of it, so that calls can be counted. */
const WITHOUT_HEDGES = { ...UPSTREAM_LIMITS, read: { ...UPSTREAM_LIMITS.read, hedgeMs: 2 ** 31 - 1 } };
const SECRET = 'the secret that callers of this test sign with';

/** The whole gateway, as its composition root makes it, in front of an XS2A server; asked over HTTP. */
export class GatewayUnderTest {
  private constructor(
    private readonly gateway: Gateway,
    readonly url: string,
    /** Every event of the observers, and every line of the log. */
    readonly observed: readonly string[],
  ) {}

  /**
   * @param settings variables of the environment beside those of every test
   * @param limits of calls upstream; if omitted, those of operation, without hedged reads
   * @param rateNow the clock of rates, in milliseconds
   */
  static async start(
    xs2a: { readonly url: string; readonly apiKey: string },
    settings: Readonly<Record<string, string>> = {},
    limits: UpstreamLimits = WITHOUT_HEDGES,
    rateNow?: () => number,
  ): Promise<GatewayUnderTest> {
    const observed: string[] = [];
    const destination = { write: (line: string) => void observed.push(line) };
    const observer = recordingEvents(observed, logObserver(createLog({ level: 'trace', destination })));
    const env = { XS2A_BASE_URL: xs2a.url, XS2A_API_KEY: xs2a.apiKey, AUTH_JWT_SECRET: SECRET, ...BRIEF, ...settings };
    const gateway = await createGateway(readConfig(env), observer, {
      limits,
      ...(rateNow && { rateNow }),
    });
    return new GatewayUnderTest(gateway, await gateway.listen(), observed);
  }

  /** A caller who is this bank user, by XS2A's id. */
  async as({ id }: { readonly id: string }): Promise<Caller> {
    return this.with({ sub: `sub of ${id}`, bank_user_id: id });
  }

  async service(): Promise<Caller> {
    return this.with({ sub: 'a service', scope: 'xs2a:service' });
  }

  anonymous(): Caller {
    return new Caller(this.url, undefined);
  }

  close(): Promise<void> {
    return this.gateway.close();
  }

  /** A caller whose token says this. */
  with(claims: Readonly<Record<string, unknown>>): Promise<Caller> {
    const jwt = sign({ exp: secondsFromNow(3_600), ...claims }, SECRET);
    return Promise.resolve(new Caller(this.url, jwt));
  }
}

/** Events as they are, before the log picks from them. */
function recordingEvents(observed: string[], observer: Partial<Observer>): Observer {
  const whole: object = { onCacheEvent: () => undefined, onQueueWait: () => undefined, ...observer };
  const recorders = Object.entries(whole).map(([name, observe]: [string, (...event: unknown[]) => void]) => [
    name,
    (...event: unknown[]) => {
      observed.push(
        inspect([name, ...event], { depth: Infinity, maxStringLength: Infinity, maxArrayLength: Infinity }),
      );
      observe(...event);
    },
  ]);
  return Object.fromEntries(recorders) as Observer;
}

export class Caller {
  constructor(
    private readonly url: string,
    readonly jwt: string | undefined,
  ) {}

  async ask<T = Record<string, unknown>>(query: string, variables: object = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.jwt && { authorization: `Bearer ${this.jwt}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return { errors: [], ...((await response.json()) as Omit<Answer<T>, 'errors'>) };
  }

  /** The data; fails where there is any error. */
  async data<T = Record<string, unknown>>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    expect(errors).toEqual([]);
    return data;
  }

  /** The code of the only error. */
  async refusal(query: string, variables: object = {}): Promise<string> {
    const { errors } = await this.ask(query, variables);
    expect(errors).toHaveLength(1);
    return errors[0]?.extensions.code ?? '';
  }
}
