import { GatewayProcess } from '../support/gateway-process.js';

interface Tokens {
  readonly bankUser: string;
  readonly service: string;
}

/** The built gateway over its embedded test bank, as a newcomer starts it. */
export class DemoGateway {
  private constructor(
    private readonly process: GatewayProcess,
    readonly tokens: Tokens,
  ) {}

  /** With callers' tokens that are somebody else's to make; here the test makes them. */
  static async startWithForeignTokens(secret: string, tokens: Tokens): Promise<DemoGateway> {
    return new DemoGateway(await GatewayProcess.start({ AUTH_JWT_SECRET: secret }), tokens);
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<DemoGateway> {
    const process = await GatewayProcess.start(env);
    const page = await (await fetch(`${process.url}/`)).text();
    const [, settings = ''] = /id="settings">(.*?)<\/script>/s.exec(page) ?? [];
    return new DemoGateway(process, (JSON.parse(settings) as { tokens: Tokens }).tokens);
  }

  get url(): string {
    return this.process.url;
  }

  /** Everything that it wrote so far. */
  get output(): string {
    return this.process.output;
  }

  /** @returns the data; with errors, the test fails. */
  async ask<T>(query: string, variables: object = {}, token: string = this.tokens.bankUser): Promise<T> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data: T; errors?: unknown };
    expect(answer.errors).toBeUndefined();
    return answer.data;
  }

  /** Changes something about the embedded test bank, by its own interface for tests. */
  async control<T>(path: string, body: object): Promise<T> {
    const [testBank = ''] = /http:\S+(?=\.\n)/.exec(this.output.replaceAll(this.url, '')) ?? [];
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${testBank}/_testbank/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as T;
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}
