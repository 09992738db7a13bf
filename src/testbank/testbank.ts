import type { AddressInfo } from 'node:net';
import { Clock } from './clock.js';
import type { BankConnectionRequest } from './connection/connection.js';
import { Control } from './control/control.js';
import { apiKey } from './http/caller.js';
import type { Language } from './login/texts.js';
import { seedWorld, type SeededPerson } from './people/people.js';
import { createServer } from './server.js';
import type { Variant } from './quirks.js';
import { defaultSettings, World } from './world.js';

export interface TestBankOptions {
  /** 127.0.0.1 where left out. */
  host?: string;
  /** Any free one where left out or 0. */
  port?: number;
  /** What the seeded people's lives come from; 1 where left out. */
  seed?: number;
  /** The time; the machine's where left out. */
  now?: () => Date;
  /** False starts without anybody. */
  seeded?: boolean;
  /** Initially active variants of values; default: none. */
  variants?: readonly Variant[];
}

export interface TestBank {
  /** `http://127.0.0.1:4010`, without a slash at its end. */
  readonly url: string;
  readonly apiKey: string;
  /** The seeded bank users, the most interesting one first. */
  readonly people: readonly SeededPerson[];
  /** The bank login of a wizard key; undefined when there is none. */
  findLogin(key: string): BankLogin | undefined;
  close(): Promise<void>;
}

/** A bank login in progress. */
export interface BankLogin {
  readonly bankUserId: string;
  readonly transactionId: string;
  readonly language: Language;
  /** Null until one is picked. */
  readonly bankName: string | null;
  readonly request: BankConnectionRequest;
  /** The connection that it renews; null where it creates one. */
  readonly renews: string | null;
}

/**
 * Starts a server that stands in for XS2A.api: everything that is published about it, its quirks included, over people
 * and banks that do not exist. Its state ends with it. Nothing about it belongs on a network that others can reach.
 */
export async function startTestBank(options: TestBankOptions = {}): Promise<TestBank> {
  const { host = '127.0.0.1', port = 0, seed = 1, now, seeded = true, variants = [] } = options;
  const world = new World(seed, new Clock(now), { ...defaultSettings(), variants });
  const fill = () => (seeded ? seedWorld(world) : []);
  const people = fill();
  const app = createServer(world, new Control(seed, world.clock), () => {
    world.empty();
    return fill();
  });
  await app.listen({ host, port });
  const address = app.server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    apiKey,
    people,
    findLogin: (key) => findLogin(world, key),
    close: async () => {
      world.background.drop();
      await app.close();
    },
  };
}

function findLogin({ sessions }: World, key: string): BankLogin | undefined {
  const [session] = sessions.newestFirst((candidate) => candidate.key === key);
  return (
    session && {
      bankUserId: session.userId,
      transactionId: session.transaction,
      language: session.language,
      bankName: session.bank?.name ?? null,
      request: session.request,
      renews: session.purpose === 'create' ? null : session.connectionId,
    }
  );
}
