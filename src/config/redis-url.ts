export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

/** May contain a password: not for printing. */
export interface RedisLogin {
  readonly username?: string;
  readonly password?: string;
}

/** Paths of PEM files, read for each connection, so that renewed certificates are used. */
export interface RedisTls {
  /** Undefined: those that Node trusts. */
  readonly ca?: string;
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** Redis as a URL names it. */
export interface RedisServers {
  /** `sentinel`: the hosts are Sentinels, which name the current master. */
  readonly form: 'standalone' | 'sentinel' | 'cluster';
  readonly hosts: readonly [RedisHost, ...RedisHost[]];
  readonly encrypted: boolean;
  /** Of the servers, not of Sentinels. */
  readonly login: RedisLogin;
  readonly database: number;
  /** The name by which Sentinels know the master. */
  readonly masterName?: string;
}

const DEFAULT_PORTS = { standalone: 6379, cluster: 6379, sentinel: 26_379 } as const;

const FORM_OF_URL =
  /^redis(?<encrypted>s)?(?:-(?<suffix>sentinel|cluster))?:\/\/(?:(?<login>[^/?#]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<path>[^?#]*))?$/;
const DATABASE = /^(?<database>\d{0,4})$/;
const MASTER = /^(?<masterName>[\w.-]{1,100})(?:\/(?<database>\d{0,4}))?$/;

/** @returns the fault, as a sentence without its subject, where the text is not such a URL */
export function parseRedisUrl(text: string): RedisServers | string {
  const { encrypted, suffix, login, hosts = '', path = '' } = FORM_OF_URL.exec(text)?.groups ?? {};
  const form = suffix === 'sentinel' || suffix === 'cluster' ? suffix : 'standalone';
  const [first, ...others] = hosts.split(',').map((host) => hostIn(host, DEFAULT_PORTS[form]));
  const credentials = loginIn(login);
  if (first === undefined || others.includes(undefined) || credentials === undefined) return NOT_A_URL;
  if (form === 'standalone' && others.length > 0) return SEVERAL_HOSTS;
  const place = placeIn(path, form);
  if (typeof place === 'string') return place;
  return {
    form,
    hosts: [first, ...others.filter((host) => host !== undefined)],
    encrypted: encrypted !== undefined,
    login: credentials,
    ...place,
  };
}

const NOT_A_URL =
  'is neither memory: nor a URL such as redis://host:6379/0, redis-sentinel://host:26379,host:26379/mymaster or ' +
  'redis-cluster://host:6379,host:6379, each with rediss for TLS';
const SEVERAL_HOSTS = 'has several hosts, which needs redis-sentinel://… or redis-cluster://…';
const NO_MASTER =
  'has Sentinels but not the name of their master, as in redis-sentinel://host:26379,host:26379/mymaster';
const NO_DATABASES = 'names a database, but a cluster has only database 0';

/** What the path says, or its fault. */
function placeIn(path: string, form: RedisServers['form']): Pick<RedisServers, 'database' | 'masterName'> | string {
  const { masterName, database } = (form === 'sentinel' ? MASTER : DATABASE).exec(path)?.groups ?? {};
  if (form === 'sentinel')
    return masterName === undefined ? NO_MASTER : { masterName, database: Number(database ?? 0) };
  if (database === undefined) return NOT_A_URL;
  return form === 'cluster' && Number(database) !== 0 ? NO_DATABASES : { database: Number(database) };
}

function hostIn(text: string, defaultPort: number): RedisHost | undefined {
  const url = `redis://${text}`;
  if (text === '' || /\s/.test(text) || !URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  if (hostname === '' || port === '0') return undefined;
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? defaultPort : Number(port) };
}

function loginIn(text: string | undefined): RedisLogin | undefined {
  const [, username = '', password = ''] = /^([^:]*):?(.*)$/s.exec(text ?? '') ?? [];
  try {
    return {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    };
  } catch {
    return undefined;
  }
}
