import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, type Answer } from './answer.js';
import { Faults, Hold, type Fault } from './faults.js';
import { ForeignHost } from './foreign-host.js';
import { close, listen, readJson, urlOf } from './http.js';
import { routes, type Call, type Route } from './routes.js';
import { landSync } from './sync.js';
import { readCredential, TokenBook, type Credential } from './tokens.js';
import { Random, SEED } from '../../support/random.js';
import type { Connection, JsonObject, Person, World } from './world.js';

export interface RecordedRequest {
  readonly method: string;
  /** As it came over the wire, without the query. */
  readonly path: string;
  readonly query: string;
  readonly credential: Credential;
  readonly body: JsonObject | undefined;
  /** Of the answer; 0 while there is none, and where the connection broke. */
  status: number;
}

/**
 * Another XS2A.api than the gateway's own test bank, written from the published contract alone. It uses whatever room the
 * contract leaves: odd ids, small pages, mixed encodings, shuffled days, tokens that change when they are refreshed.
 */
export class OtherXs2a {
  readonly apiKey = `other-key/${randomUUID()}`;
  readonly requests: RecordedRequest[] = [];
  readonly foreign = new ForeignHost();
  readonly world: World;
  readonly tokens: TokenBook;
  /** How long each answer takes at most, in milliseconds; how long it does take is chance. */
  latencyMs = 0;
  private readonly faults = new Faults();
  private readonly random = new Random(SEED);
  private readonly server = createServer((request, response) => {
    void this.serve(request, response);
  });

  private constructor(people: readonly Person[]) {
    this.world = { people: [...people], sessions: new Map(), banks: [], events: new Map() };
    this.tokens = new TokenBook(this.world.people);
  }

  static async start(people: readonly Person[]): Promise<OtherXs2a> {
    const xs2a = new OtherXs2a(people);
    await Promise.all([listen(xs2a.server), xs2a.foreign.start()]);
    return xs2a;
  }

  get url(): string {
    return urlOf(this.server);
  }

  async stop(): Promise<void> {
    this.faults.breakHanging();
    await Promise.all([close(this.server), this.foreign.stop()]);
  }

  /** Gives back what lifts the fault again. */
  fault(fault: Fault): () => void {
    return this.faults.add(fault);
  }

  /** Keeps the answers to these requests back until the hold is released. */
  hold(path: RegExp): Hold {
    const hold = new Hold();
    this.faults.add({ path, strike: { kind: 'hold', hold } });
    return hold;
  }

  expireAllTokens(): void {
    this.tokens.expireAll();
  }

  /** Ends a sync that was held back, or one that XS2A did by itself. */
  land(person: Person, connection: Connection): void {
    landSync(person, connection);
  }

  /** Those recorded so far. */
  requestsOf(method: string, path: RegExp): RecordedRequest[] {
    return this.requests.filter((request) => request.method === method && path.test(request.path));
  }

  forgetRequests(): void {
    this.requests.length = 0;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? '';
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const credential = readCredential(request.headers.authorization, this.apiKey, this.tokens);
    const record: RecordedRequest = { method, path, query, credential, body: await readJson(request), status: 0 };
    this.requests.push(record);
    if (this.latencyMs > 0) await pause(this.random.next() * this.latencyMs);
    const answer = await this.withFault(record, response);
    if (answer === undefined || response.destroyed) return;
    record.status = answer.status;
    send(response, answer);
  }

  /** Undefined where there is no answer to give. */
  private async withFault(record: RecordedRequest, response: ServerResponse): Promise<Answer | undefined> {
    const strike = this.faults.take(record.method, record.path, record.query);
    switch (strike?.kind) {
      case undefined:
        return this.answer(record);
      case 'answer':
        return strike.answer;
      case 'hold':
        await strike.hold.pass();
        return this.answer(record);
      case 'hang':
        this.faults.hang(response);
        return undefined;
      case 'lose-answer':
        this.answer(record);
        response.destroy();
        return undefined;
      case 'reset':
        response.destroy();
        return undefined;
    }
  }

  private answer(record: RecordedRequest): Answer {
    const { method, path, credential, body } = record;
    const route = routes.find((candidate) => candidate.method === method && candidate.path.test(path));
    if (route === undefined) return failure(404);
    if (body === undefined) return failure(415);
    return this.run(route, credential, {
      world: this.world,
      tokens: this.tokens,
      random: this.random,
      elsewhere: this.foreign.url,
      path,
      params: route.path.exec(path)?.slice(1) ?? [],
      query: new URLSearchParams(record.query),
      body,
    });
  }

  private run(route: Route, credential: Credential, call: Call): Answer {
    if (route.needs === 'api-key') return credential.kind === 'api-key' ? route.run(call) : failure(401);
    return credential.kind === 'token' ? route.run({ ...call, person: credential.person }) : failure(401);
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
  });
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}
