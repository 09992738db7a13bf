import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Random } from '../../support/random.js';

/** What came of a load. */
export interface Tally {
  answered: number;
  /** Requests over a connection that had served before, as far as the client tells. */
  reused: number;
  /** Everything but an answer of status 200 without errors, and but a new connection that was never made since nobody listens. */
  readonly failures: string[];
}

export interface Load {
  readonly url: string;
  readonly jwt: string;
  readonly query: string;
  /** Milliseconds that a client pauses at most between two requests, so that connections lie idle; one entry for each. */
  readonly pauses: readonly number[];
  readonly random: Random;
  /** Grows while the load goes on. */
  readonly tally: Tally;
  /** Ends the load while somebody still listens. */
  readonly isOver?: () => boolean;
}

interface Post {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly reused: boolean;
}

/** One way to send requests over connections that are kept, and used again. */
interface KeepAliveClient {
  readonly name: string;
  send(post: Post): Promise<Answer>;
  close(): Promise<void>;
}

/** Sends until nobody listens any more, or it is over: once with undici and once with Node's own agent for each of the pauses. */
export async function loadUntilGone(load: Load): Promise<void> {
  const { url, jwt, query, pauses, random } = load;
  const clients = [undiciClient(), nodeClient()];
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${jwt}` };
  const post = { url: `${url}/graphql`, headers, body: JSON.stringify({ query }) };
  const loads = clients.flatMap((client) =>
    pauses.map((longest) => sendUntilGone(client, post, () => longest * random.next(), load)),
  );
  await Promise.all(loads);
  await Promise.all(clients.map((client) => client.close()));
}

async function sendUntilGone(
  client: KeepAliveClient,
  post: Post,
  nextPause: () => number,
  { tally, isOver = () => false }: Load,
): Promise<void> {
  // Where something goes wrong for good, it does not go wrong for ever.
  while (tally.failures.length < 100 && !isOver()) {
    const idleMs = nextPause();
    if (idleMs > 0) await pause(idleMs);
    try {
      const answer = await client.send(post);
      if (answer.reused) tally.reused += 1;
      if (isGood(answer)) tally.answered += 1;
      else tally.failures.push(`${client.name}: ${answer.status} ${answer.text.slice(0, 300)}`);
    } catch (error) {
      if (codeOf(error) === 'ECONNREFUSED') return;
      tally.failures.push(`${client.name}: ${codeOf(error)} ${String(error)}`);
    }
  }
}

function isGood({ status, text }: Answer): boolean {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  return status === 200 && data != null && errors === undefined;
}

function codeOf(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
}

function undiciClient(): KeepAliveClient {
  const dispatcher = new Agent({ keepAliveTimeout: 60_000 });
  return {
    name: 'undici',
    send: async ({ url, ...post }) => {
      const answer = await request(url, { dispatcher, method: 'POST', ...post });
      return { status: answer.statusCode, text: await answer.body.text(), reused: false };
    },
    close: () => dispatcher.destroy(),
  };
}

function nodeClient(): KeepAliveClient {
  const agent = new HttpAgent({ keepAlive: true });
  return {
    name: 'http.Agent',
    send: ({ url, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = httpRequest(url, { agent, method: 'POST', headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: answer.statusCode ?? 0, text, reused: sent.reusedSocket });
          });
        });
        sent.on('error', (error) => {
          const how = sent.reusedSocket ? 'on a connection that had served' : 'on a new connection';
          reject(Object.assign(new Error(`${error.message} ${how}`), { code: codeOf(error) }));
        });
        sent.end(body);
      }),
    close: () => {
      agent.destroy();
      return Promise.resolve();
    },
  };
}
