import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@keyv/redis';
import { makeCertificate, noOpenssl } from './certificate.js';
import type { Obstacle } from './unless.js';
import { RedisServer } from './redis.js';
import { until } from './until.js';

/** Redis as an operator may run it: its processes, and what the gateway has to be told of them. */
export interface RunningRedis {
  readonly url: string;
  /** Further variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** The one that `loseMaster` ends. */
  readonly master: RedisServer;
  /** Of that one; undefined where there is none. */
  readonly replica: RedisServer | undefined;
  /** Begins to move the slot of a name to another shard. @returns ends it; there must be no record in the slot before */
  readonly moveSlot?: (name: string) => Promise<() => Promise<void>>;
  /** Ends the master, or that of one shard, as a crash does. */
  loseMaster(): Promise<void>;
  /** Brings a master back where no replica takes over by itself. */
  recover(): Promise<void>;
  /** How many connections there are to the servers, apart from those of servers and Sentinels. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

export interface RedisForm {
  readonly name: string;
  /** Why it cannot be started here. */
  readonly obstacle?: Obstacle;
  /** A replica takes over. */
  readonly isReplicated?: true;
  readonly hasShards?: true;
  start(): Promise<RunningRedis>;
}

const PASSWORD = 'password-with-@-and-/';
const QUOTED = encodeURIComponent(PASSWORD);

/** A user who may do what the gateway does, and nothing else. */
const USER = [
  ...['--user', 'gateway', 'on', `>${PASSWORD}`],
  ...['~xs2a:*', '&xs2a:*', '-@all', '+get', '+set', '+unlink', '+eval', '+pttl'],
  ...['+publish', '+subscribe', '+ping', '+select'],
];
/** What it needs besides with Sentinels and in clusters. */
const ROLES = ['+role', '+wait'];
const LOGIN = `gateway:${QUOTED}@`;

export const REDIS_FORMS: readonly RedisForm[] = [
  {
    name: 'a server',
    start: () => startServer({ options: [], url: (port) => `redis://127.0.0.1:${port}` }),
  },
  {
    name: 'a server with TLS and client certificates',
    obstacle: noOpenssl,
    start: startEncrypted,
  },
  {
    name: 'a server with a user of few permissions, and another database',
    start: () =>
      startServer({
        options: [...USER, '--requirepass', PASSWORD],
        access: { password: PASSWORD },
        url: (port) => `redis://${LOGIN}127.0.0.1:${port}/5`,
      }),
  },
  {
    name: 'Sentinels with TLS and passwords',
    obstacle: noOpenssl,
    isReplicated: true,
    start: startSentinels,
  },
  {
    name: 'a cluster of one shard with TLS and a user of few permissions',
    obstacle: noOpenssl,
    start: startSafeCluster,
  },
  { name: 'a cluster of three shards', isReplicated: true, hasShards: true, start: () => startCluster({ shards: 3 }) },
];

interface ServerForm {
  readonly options: readonly string[];
  readonly url: (port: number) => string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly encrypted?: boolean;
  /** What an administrator needs to be let in. */
  readonly access?: AskOptions;
}

/** One server that keeps what it has on disk, as a store has to. */
async function startServer(form: ServerForm, folder?: Folder): Promise<RunningRedis> {
  const { options, url, variables = {}, encrypted = false } = form;
  const place = folder ?? (await Folder.make());
  const all = [...place.persistence('data'), ...options];
  const server = await (encrypted ? RedisServer.startEncrypted(...all) : RedisServer.start(...all));
  return {
    ...{ url: url(server.port), variables, master: server, replica: undefined },
    loseMaster: () => server.kill(),
    recover: () => server.restart(),
    connections: () => connectionsTo([server], form.access),
    stop: async () => {
      await server.kill();
      await place.remove();
    },
  };
}

async function startEncrypted(): Promise<RunningRedis> {
  const folder = await Folder.make();
  const { options, variables, socket } = folder.encryption();
  const url = (port: number) => `rediss://127.0.0.1:${port}`;
  return startServer({ options, url, variables, encrypted: true, access: { socket } }, folder);
}

/** A master with a replica, and three Sentinels, which have another password. */
async function startSentinels(): Promise<RunningRedis> {
  const folder = await Folder.make();
  const { options, variables, socket } = folder.encryption();
  const access = { socket, password: PASSWORD };
  const start = (...further: readonly string[]) =>
    RedisServer.startEncrypted(
      ...[...options, '--tls-replication', 'yes', '--repl-diskless-sync-delay', '0', ...USER, ...ROLES],
      ...['--requirepass', PASSWORD, '--masterauth', PASSWORD, ...further],
    );
  const master = await start();
  const replica = await start('--replicaof', '127.0.0.1', String(master.port));
  await until('the replica is in sync', async () => (await ask(replica, ['ROLE'], access))[3] === 'connected');
  const sentinels = await Promise.all([1, 2, 3].map((index) => startSentinel(folder, index, options, master)));
  const sentinelAccess = { socket, password: SENTINEL_PASSWORD };
  for (const sentinel of sentinels) {
    await until('Sentinels know each other and the replica', async () => {
      const facts = await ask(sentinel, ['SENTINEL', 'MASTER', MASTER_NAME], sentinelAccess);
      const valueOf = (name: string) => facts[facts.indexOf(name) + 1];
      return valueOf('num-other-sentinels') === '2' && valueOf('num-slaves') === '1';
    });
  }
  const servers = [master, replica, ...sentinels];
  return {
    url: `rediss-sentinel://${LOGIN}${hostsOf(sentinels)}/${MASTER_NAME}`,
    variables: { ...variables, REDIS_SENTINEL_PASSWORD: SENTINEL_PASSWORD },
    master,
    replica,
    loseMaster: () => master.kill(),
    recover: () => Promise.resolve(),
    connections: async () =>
      (await connectionsTo([master, replica], access)) + (await connectionsTo(sentinels, sentinelAccess)),
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await folder.remove();
    },
  };
}

const MASTER_NAME = 'main';
const SENTINEL_PASSWORD = 'another-password';

async function startSentinel(
  folder: Folder,
  index: number,
  options: readonly string[],
  master: RedisServer,
): Promise<RedisServer> {
  const file = folder.path(`sentinel-${index}.conf`);
  const lines = [
    ...[`dir ${folder.path('')}`, 'bind 127.0.0.1', 'protected-mode no', 'tls-replication yes'],
    ...[`requirepass ${SENTINEL_PASSWORD}`, `sentinel sentinel-pass ${SENTINEL_PASSWORD}`],
    `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master.port} 2`,
    `sentinel auth-pass ${MASTER_NAME} "${PASSWORD}"`,
    `sentinel down-after-milliseconds ${MASTER_NAME} 1500`,
    `sentinel failover-timeout ${MASTER_NAME} 5000`,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return RedisServer.startAs(
    (port) => [file, '--sentinel', '--port', '0', '--tls-port', String(port), ...options],
    '+monitor master',
  );
}

async function startSafeCluster(): Promise<RunningRedis> {
  const folder = await Folder.make();
  const { options, variables, socket } = folder.encryption();
  return startCluster(
    {
      shards: 1,
      options: [
        ...[...options, '--tls-cluster', 'yes', '--requirepass', PASSWORD],
        ...[...USER, ...ROLES, '+cluster|slots'],
      ],
      access: { socket, password: PASSWORD },
      variables,
    },
    folder,
  );
}

interface ClusterForm {
  readonly shards: number;
  readonly options?: readonly string[];
  /** What an administrator needs to be let in; with TLS, if there is any. */
  readonly access?: AskOptions;
  readonly variables?: Readonly<Record<string, string>>;
}

/** The first of several shards has a replica; a single shard keeps its records on disk, since nobody could vote for a replica. */
async function startCluster(form: ClusterForm, place?: Folder): Promise<RunningRedis> {
  const { shards, options = [], access, variables = {} } = form;
  const folder = place ?? (await Folder.make());
  const start = (name: string) => {
    const all = [
      ...['--cluster-enabled', 'yes', '--cluster-config-file', folder.path(`${name}.conf`)],
      ...['--cluster-node-timeout', '2000', '--repl-diskless-sync-delay', '0', ...folder.persistence(name)],
      ...options,
    ];
    return access === undefined ? RedisServer.start(...all) : RedisServer.startEncrypted(...all);
  };
  const masters = await Promise.all(Array.from({ length: shards }, (_, index) => start(`master-${index}`)));
  const [first] = masters;
  if (first === undefined) throw new TypeError('No shard');
  await Promise.all(masters.map((server, index) => assignSlots(server, index, form)));
  const replica = shards > 1 ? await start('replica') : undefined;
  const others = [...masters.slice(1), ...(replica === undefined ? [] : [replica])];
  for (const { port } of others) await ask(first, ['CLUSTER', 'MEET', '127.0.0.1', String(port)]);
  const servers = [first, ...others];
  for (const server of servers)
    await until('the cluster is complete', async () =>
      isComplete(await ask(server, ['CLUSTER', 'INFO'], access), servers.length),
    );
  if (replica !== undefined) await follow(replica, first, servers);
  return {
    url: `${access === undefined ? 'redis-cluster://' : `rediss-cluster://${LOGIN}`}${hostsOf(masters)}`,
    variables,
    master: first,
    replica,
    ...(shards > 1 && { moveSlot: (name: string) => moveSlot(name, masters) }),
    loseMaster: () => first.kill(),
    connections: () => connectionsTo(servers, access),
    recover: () => (replica === undefined ? first.restart() : Promise.resolve()),
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await folder.remove();
    },
  };
}

function hostsOf(servers: readonly RedisServer[]): string {
  return servers.map(({ port }) => `127.0.0.1:${port}`).join(',');
}

const SLOTS = 16_384;

function firstSlot(index: number, shards: number): number {
  return Math.floor((index * SLOTS) / shards);
}

async function assignSlots(server: RedisServer, index: number, { shards, access }: ClusterForm): Promise<void> {
  const [from, to] = [firstSlot(index, shards), firstSlot(index + 1, shards)];
  await ask(server, ['CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1)], access);
  await ask(server, ['CLUSTER', 'ADDSLOTSRANGE', String(from), String(to - 1)], access);
}

async function moveSlot(name: string, masters: readonly RedisServer[]): Promise<() => Promise<void>> {
  const ids = await Promise.all(masters.map(async (server) => (await ask(server, ['CLUSTER', 'MYID']))[0] ?? ''));
  const [slot = ''] = await Promise.all(
    masters.map(async (server) => (await ask(server, ['CLUSTER', 'KEYSLOT', name]))[0]),
  );
  const from = masters.findLastIndex((_, index) => firstSlot(index, masters.length) <= Number(slot));
  const to = (from + 1) % masters.length;
  const tell = async (index: number, ...what: readonly string[]) => {
    const server = masters[index];
    if (server !== undefined) await ask(server, ['CLUSTER', 'SETSLOT', slot, ...what]);
  };
  await tell(to, 'IMPORTING', ids[from] ?? '');
  await tell(from, 'MIGRATING', ids[to] ?? '');
  return async () => {
    for (const index of [to, from, ...masters.keys()]) await tell(index, 'NODE', ids[to] ?? '');
  };
}

async function follow(replica: RedisServer, master: RedisServer, all: readonly RedisServer[]): Promise<void> {
  const [id = ''] = await ask(master, ['CLUSTER', 'MYID']);
  await ask(replica, ['CLUSTER', 'REPLICATE', id]);
  await until('the replica is in sync', async () => (await ask(replica, ['ROLE']))[3] === 'connected');
  for (const server of all)
    await until('everybody knows of the replica', async () => {
      const nodes = String(await ask(server, ['CLUSTER', 'NODES']));
      return nodes.includes('slave');
    });
}

function isComplete([facts = '']: readonly string[], nodes: number): boolean {
  return facts.includes('cluster_state:ok') && facts.includes(`cluster_known_nodes:${nodes}\r`);
}

type AskOptions = NonNullable<Parameters<typeof createClient>[0]>;

async function connectionsTo(servers: readonly RedisServer[], options?: AskOptions): Promise<number> {
  const lists = await Promise.all(servers.map((server) => ask(server, ['CLIENT', 'LIST'], options)));
  const lines = lists.flatMap(([list = '']) => list.trim().split('\n'));
  return lines.filter((line) => !/ name=sentinel-| flags=[MS] | cmd=client/.test(line)).length;
}

/** A reply that is one text becomes a list of one. */
async function ask(
  { port }: RedisServer,
  command: readonly string[],
  options: AskOptions = {},
): Promise<readonly string[]> {
  const client = createClient({ ...options, socket: { ...options.socket, port, host: '127.0.0.1' } as object });
  await client.connect();
  try {
    const reply: unknown = await client.sendCommand([...command]);
    return (Array.isArray(reply) ? reply : [reply]).map(String);
  } finally {
    client.destroy();
  }
}

class Folder {
  private constructor(private readonly root: string) {}

  static async make(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), 'redis-')));
  }

  path(name: string): string {
    return join(this.root, name);
  }

  /** Options of a server that writes everything to disk before it replies. */
  persistence(name: string): readonly string[] {
    return ['--dir', this.root, '--appendonly', 'yes', '--appenddirname', `${name}-files`];
  }

  /** A server and a client certificate of one authority: what servers are told, what the gateway is, and what others use. */
  encryption() {
    const ca = makeCertificate(this.root, 'ca');
    const issued = (name: string) => makeCertificate(this.root, name, { issuer: ca });
    const [server, client] = [issued('server'), issued('client')];
    return {
      options: [
        ...['--tls-cert-file', server.cert, '--tls-key-file', server.key],
        ...['--tls-ca-cert-file', ca.cert, '--tls-auth-clients', 'yes'],
      ],
      variables: { REDIS_CA_FILE: ca.cert, REDIS_CERT_FILE: client.cert, REDIS_KEY_FILE: client.key },
      socket: {
        ...{ host: '127.0.0.1', tls: true as const, ca: readFileSync(ca.cert) },
        ...{ cert: readFileSync(client.cert), key: readFileSync(client.key) },
      },
    };
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
