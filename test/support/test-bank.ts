import { startTestBank, type TestBank, type TestBankOptions } from '../../src/testbank/testbank.js';

/** A person by numbers; what is left out is the test bank's default: one connection, one account, ten turnovers. */
export interface Shape {
  readonly name?: string;
  readonly connections?: number;
  readonly accounts?: number;
  readonly turnovers?: number;
  readonly days?: number;
  readonly turnoverIds?: 'none' | 'xs2a' | 'bank' | 'bank-repeating';
  readonly currency?: string;
  readonly type?: string;
  readonly syncMode?: 'full' | 'shared' | 'none';
  readonly failures?: number;
  readonly consentIn?: number | null;
  readonly syncedAgo?: number;
}

/** A bank user at the test bank, with XS2A's ids of what belongs to them. */
export interface Person {
  readonly id: string;
  readonly connections: readonly string[];
  readonly accounts: readonly string[];
}

export interface Pattern {
  /** Any where left out. */
  readonly method?: string;
  /** `*` stands for one segment, `**` for any rest. */
  readonly path: string;
  /** Forever where left out. */
  readonly times?: number;
}

/** See src/testbank/control/faults.ts. */
export interface FaultRequest extends Pattern {
  readonly kind: string;
  /** From 0 to 1; certain where left out. */
  readonly probability?: number;
  readonly status?: number;
  readonly body?: unknown;
  readonly retryAfter?: string;
  readonly location?: string;
  readonly bytes?: number;
  readonly pause?: number;
}

/** See src/testbank/control/overrides.ts. */
export interface OverrideRequest extends Pattern {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly rows?: readonly unknown[];
  readonly merge?: Readonly<Record<string, unknown>>;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** `api-key`, a bank user's id, or `nobody`. */
  readonly caller: string;
  readonly status: number | null;
}

/** How often each route was called, by method and route: `GET /v1/api/accounts/{id}/balance`. */
export type CallCounts = Readonly<Record<string, number>>;

/** The embedded test bank, with its control interface at hand. */
export class BankUnderTest {
  private constructor(private readonly bank: TestBank) {}

  /** By default it writes values in all the forms that the gateway has to read. */
  static async start(options: TestBankOptions = { seeded: false }): Promise<BankUnderTest> {
    return new BankUnderTest(await startTestBank({ variants: ['booleans', 'currency', 'times'], ...options }));
  }

  get url(): string {
    return this.bank.url;
  }

  get apiKey(): string {
    return this.bank.apiKey;
  }

  get people(): TestBank['people'] {
    return this.bank.people;
  }

  async addPerson(shape: Shape = {}): Promise<Person> {
    return this.control<Person>('POST', 'people', shape);
  }

  /** Something goes wrong with the requests that fit, see `heal`. */
  async strike(fault: FaultRequest): Promise<void> {
    await this.control('POST', 'faults', fault);
  }

  /** Successful answers that fit look like this, see `heal`. */
  async override(override: OverrideRequest): Promise<void> {
    await this.control('POST', 'overrides', override);
  }

  /** Ends all faults, and lets go of the answers that one of them holds back. */
  async endFaults(): Promise<void> {
    await this.control('DELETE', 'faults');
  }

  /** Ends all faults and overrides. */
  async heal(): Promise<void> {
    await this.endFaults();
    await this.control('DELETE', 'overrides');
  }

  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await this.control('PATCH', 'settings', settings);
  }

  async addTurnovers(accountId: string, turnovers: readonly object[]): Promise<void> {
    await this.control('POST', `accounts/${accountId}/turnovers`, { turnovers });
  }

  /** The next sync of the connection fails. */
  async failNextSync(connectionId: string): Promise<void> {
    await this.control('POST', `connections/${connectionId}/failure`, {});
  }

  /** Ends the syncs that are under way. */
  async settle(): Promise<void> {
    await this.control('POST', 'settle', {});
  }

  /** Every access token is refused from now on. */
  async expireTokens(): Promise<void> {
    await this.control('POST', 'tokens/expire', {});
  }

  async requests(): Promise<readonly LoggedRequest[]> {
    return (await this.control<{ requests: readonly LoggedRequest[] }>('GET', 'requests')).requests;
  }

  async forgetRequests(): Promise<void> {
    await this.control('DELETE', 'requests');
  }

  /** What was asked in a bank user's name, and with the API key about them. */
  async callsFor({ id }: Pick<Person, 'id'>): Promise<CallCounts> {
    return countByRoute((await this.requests()).filter(({ caller, path }) => caller === id || path.includes(`/${id}`)));
  }

  async calls(): Promise<CallCounts> {
    return countByRoute(await this.requests());
  }

  async close(): Promise<void> {
    await this.bank.close();
  }

  private async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_testbank/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The test bank refused ${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}

function countByRoute(requests: readonly LoggedRequest[]): CallCounts {
  const counts: Record<string, number> = {};
  for (const { method, path } of requests) {
    const route = `${method} ${routeOf(path)}`;
    counts[route] = (counts[route] ?? 0) + 1;
  }
  return counts;
}

function routeOf(path: string): string {
  return path.replace(/\/(users|accesstokens|connections|accounts|markAsSeen)\/[^/]+/g, '/$1/{id}');
}
