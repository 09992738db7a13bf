import { OtherXs2a } from '../other-xs2a/server.js';
import type { Person } from '../other-xs2a/world.js';
import { assertWellFormed, type GraphQLAnswer } from './answer.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { secondsFromNow, sign, type Claims } from '../../support/jwt.js';
import { leaksInAnswer, leaksInOutput } from './leaks.js';

/** The text that callers' tokens are signed with. */
export const JWT_SECRET = 'acceptance-secret-of-more-than-32-characters';

/** Starting the program takes a second or two, and more where other work is going on beside it. */
export type Variables = Readonly<Record<string, unknown>>;

interface Exchange {
  readonly jwt: string | undefined;
  readonly answer: string;
}

/** One gateway in front of one other XS2A server, with the callers that talk to it. */
export class Deployment {
  private readonly exchanges: Exchange[] = [];
  private readonly shown: string[] = [];

  private constructor(
    readonly xs2a: OtherXs2a,
    readonly gateway: GatewayProcess,
  ) {}

  static async start(people: readonly Person[], env: Readonly<Record<string, string>> = {}): Promise<Deployment> {
    const xs2a = await OtherXs2a.start(people);
    const gateway = GatewayProcess.start({
      NODE_ENV: 'test',
      XS2A_BASE_URL: xs2a.url,
      XS2A_API_KEY: xs2a.apiKey,
      AUTH_JWT_SECRET: JWT_SECRET,
      ...env,
    });
    try {
      return new Deployment(xs2a, await gateway);
    } catch (error) {
      await xs2a.stop();
      throw error;
    }
  }

  /** Ends both, and holds the gateway to what must be true of every run. */
  async stop(): Promise<void> {
    const exitCode = await this.gateway.stop();
    await this.xs2a.stop();
    expect(exitCode).toBe(0);
    expect(this.xs2a.foreign.visits).toEqual([]);
    expect(leaksInOutput(this.gateway.output, this.xs2a, this.jwts())).toEqual([]);
    const leaks = this.exchanges.flatMap(({ answer }) => leaksInAnswer(answer, this.xs2a, this.jwts()));
    expect(leaks.filter((leak) => !this.shown.includes(leak))).toEqual([]);
  }

  /** For the one credential that an answer is there to hand out. */
  mayShow(secret: string): void {
    this.shown.push(secret);
  }

  /** A caller who stands for this bank user. */
  as(person: Person): Caller {
    return this.with({ sub: `sub of ${person.id}`, bank_user_id: person.id });
  }

  service(): Caller {
    return this.with({ sub: 'a backend', scope: 'openid xs2a:service' });
  }

  with(claims: Claims): Caller {
    return this.bearing(sign({ iat: secondsFromNow(-10), exp: secondsFromNow(600), ...claims }, JWT_SECRET));
  }

  anonymous(): Caller {
    return this.bearing(undefined);
  }

  bearing(jwt: string | undefined): Caller {
    return new Caller(this.gateway.url, jwt, (answer) => this.exchanges.push({ jwt, answer }));
  }

  private jwts(): string[] {
    return [...new Set(this.exchanges.flatMap(({ jwt }) => (jwt === undefined || jwt.length < 20 ? [] : [jwt])))];
  }
}

/** Somebody who sends GraphQL over HTTP. */
export class Caller {
  constructor(
    private readonly url: string,
    private readonly jwt: string | undefined,
    private readonly note: (answer: string) => void,
  ) {}

  /** The data; fails when there is any error. */
  async data<T>(query: string, variables: Variables = {}): Promise<T> {
    const answer = await this.ask<T>(query, variables);
    expect(answer.errors).toEqual([]);
    return answer.data;
  }

  async ask<T>(query: string, variables: Variables = {}, signal?: AbortSignal): Promise<GraphQLAnswer<T>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.jwt === undefined ? {} : { authorization: `Bearer ${this.jwt}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: signal ?? null,
    });
    const text = await response.text();
    this.note(text);
    const answer = { errors: [], extensions: {}, ...(JSON.parse(text) as object), status: response.status };
    assertWellFormed(answer as unknown as GraphQLAnswer<T>);
    return answer as unknown as GraphQLAnswer<T>;
  }
}
