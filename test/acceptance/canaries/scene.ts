import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RedisServer } from '../../support/redis.js';
import { send, type HostileRequest, type HttpAnswer } from '../../graphql/limits/hostile/request.js';
import { UPSTREAM_TEXT } from '../other-xs2a/answer.js';
import { OtherXs2a } from '../other-xs2a/server.js';
import { shareOf } from '../other-xs2a/wizard-finish.js';
import { isObject } from '../other-xs2a/world.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { secondsFromNow, sign, type Claims } from '../../support/jwt.js';
import { sightings, type Canary } from './canary.js';
import { Collector } from './collector.js';
import { person } from './person.js';
import { RedisTap } from './redis-tap.js';

/** Chosen so that no form of writing leaves them as they are. */
export const SECRETS = {
  jwtSecret: 'callers/sign+with=this secret "of" theirs äöü',
  encryptionKey: randomBytes(32),
  redisPassword: 'redis-password-that-nobody-tells',
  pin: 'pin/of+the=person&"?',
  loginName: 'login<name>of the/person',
  tan: 'tan/of+the=person',
  share: 'share/handed+in=by the caller',
  claim: 'kanarie@claims.example',
  newName: 'Nachtigall, Nadja "N"',
  newEmail: 'nadja+nachtigall@example.com',
  webhook: 'told/to+the=webhook by whoever',
  router: 'secret-that-the-router_sends',
} as const;

/** The whole of it: a gateway as in production with the noisiest log, everything that it talks to, and whoever watches. */
export class Scene {
  readonly answers: HttpAnswer[] = [];
  readonly metrics: string[] = [];
  private readonly jwts = new Set<string>();
  private readonly end = secondsFromNow(900);
  private readonly shown: string[] = [];

  private constructor(
    readonly xs2a: OtherXs2a,
    private readonly redis: RedisServer,
    private readonly tap: RedisTap,
    readonly collector: Collector,
    readonly env: Readonly<Record<string, string>>,
    readonly gateway: GatewayProcess,
  ) {}

  static async open(): Promise<Scene> {
    const xs2a = await OtherXs2a.start([person]);
    const redis = await RedisServer.start('--requirepass', SECRETS.redisPassword);
    const tap = await RedisTap.open(redis.port, SECRETS.redisPassword);
    const collector = new Collector();
    await collector.start();
    const store = `redis://:${SECRETS.redisPassword}@127.0.0.1:${redis.port}`;
    const env = {
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'trace', XS2A_BASE_URL: xs2a.url, XS2A_API_KEY: xs2a.apiKey },
      ...{ AUTH_JWT_SECRET: SECRETS.jwtSecret, ENCRYPTION_KEY: SECRETS.encryptionKey.toString('base64') },
      ...{ FEDERATED_TRACES: 'on', ROUTER_SECRET: SECRETS.router },
      ...{ STORE_URL: store, CACHE_URL: store, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    };
    return new Scene(xs2a, redis, tap, collector, env, await GatewayProcess.start(env));
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    this.tap.close();
    await Promise.all([this.xs2a.stop(), this.collector.stop(), this.redis.kill()]);
  }

  jwt(claims: Claims, header?: Claims): string {
    const all = { exp: this.end, email: SECRETS.claim, ...claims };
    const jwt = sign(all, SECRETS.jwtSecret, header ?? { alg: 'HS256', typ: 'JWT' });
    this.jwts.add(jwt);
    return jwt;
  }

  get asPerson(): string {
    return this.jwt({ sub: 'auth0|kanarie-the-subject', bank_user_id: person.id });
  }

  get asService(): string {
    return this.jwt({ sub: 'a-backend-with-this-subject', scope: 'openid xs2a:service' });
  }

  async send(request: HostileRequest, jwt: string | undefined): Promise<HttpAnswer> {
    const answer = await send(this.gateway.url, request, jwt);
    this.answers.push(answer);
    return answer;
  }

  /** For the one credential that an answer is there to hand out. */
  mayShow(token: string): void {
    this.shown.push(token);
  }

  /** What may be seen nowhere at all, data of an answer included. */
  secrets(): readonly Canary[] {
    const { jwtSecret, encryptionKey, redisPassword, pin, loginName, tan, share, claim, webhook, router } = SECRETS;
    const tokens = [...this.xs2a.tokens.everIssued].filter((token) => !this.shown.includes(token));
    return [
      ...named('upstream API key', this.xs2a.apiKey, Buffer.from(`api:${this.xs2a.apiKey}`).toString('base64')),
      ...named('upstream access token', ...tokens),
      ...named('upstream text', UPSTREAM_TEXT, 'DE00SECRETUPSTREAM0000'),
      ...named(
        'JWT',
        ...[...this.jwts].flatMap((jwt) => [
          jwt,
          ...jwt
            .split('.')
            .slice(1)
            .filter((part) => part !== ''),
        ]),
      ),
      ...named('JWT claim', claim, 'kanarie-the-subject', 'a-backend-with-this-subject'),
      ...named('HS256 secret', jwtSecret),
      ...named(
        'encryption key',
        encryptionKey.toString('base64'),
        encryptionKey.toString('latin1'),
        encryptionKey.toString('hex'),
      ),
      ...named('encryption key', encryptionKey.toString('base64url')),
      ...named('Redis password', redisPassword),
      ...named('bank login', pin, loginName, tan),
      ...named('credential share', share),
      ...named('webhook', webhook),
      ...named('router secret', router),
    ];
  }

  /** What the data of an answer may have in it, and nothing else. */
  personal(): readonly Canary[] {
    const sessions = [...this.xs2a.world.sessions.values()];
    return [
      ...named('wizard key', ...sessions.map(({ key }) => key)),
      ...named('credential share', ...sessions.map(shareOf)),
      ...named('raw token', ...this.shown),
      ...named('new bank user', SECRETS.newName, SECRETS.newEmail),
      ...textsOf([person.raw, ...person.connections.map(({ raw }) => raw)], ['name', 'email', 'bank_name']),
      ...textsOf(
        person.accounts.map(({ raw }) => raw),
        ['iban', 'holder', 'account_number', 'description'],
      ),
      ...textsOf(
        person.accounts.flatMap(({ rows }) => rows.map(({ raw }) => raw)),
        ['purpose', 'counter_iban', 'counter_holder'],
      ),
    ];
  }

  /** Where any of it is seen, by what told of it. */
  async sightings(): Promise<Readonly<Record<string, readonly string[]>>> {
    this.metrics.push(await (await fetch(`${this.gateway.url}/metrics`)).text());
    const all = this.all();
    const { redisPassword } = SECRETS;
    const inRedis = all.filter(({ value }) => value !== redisPassword);
    return {
      output: sightings(this.gateway.output, all),
      metrics: sightings(this.metrics.join('\n'), all),
      traces: sightings(this.collector.received.join('\n'), all),
      redis: sightings([this.tap.commands, ...(await this.tap.records())].join('\n'), inRedis),
      errors: sightings(this.answers.map(besidesData).join('\n'), all),
      data: sightings(this.answers.map(({ text }) => text).join('\n'), this.secrets()),
    };
  }

  /** Another program in the same surroundings, which crashes at SIGUSR2 with as much as the environment takes. */
  async startToCrash(how: string): Promise<GatewayProcess> {
    const texts = this.all().map(({ value }) => value);
    return GatewayProcess.start({
      ...this.env,
      NODE_OPTIONS: `--import ${pathToFileURL(resolve('test/acceptance/canaries/crash.js')).href}`,
      CRASH: how,
      CRASH_WITH: texts.filter((text) => text.length < 100 && !text.includes('\0')).join(' '),
    });
  }

  all(): readonly Canary[] {
    return [...this.secrets(), ...this.personal()];
  }

  /** How much there was to look at: nothing is found in what is empty. */
  async looked(): Promise<Readonly<Record<string, boolean>>> {
    return {
      output: this.gateway.output.includes('graphql.operation') && this.gateway.output.includes('upstream.call'),
      metrics: this.metrics.join('').includes('xs2a_gateway_operations_total'),
      traces: this.collector.received.some((text) => text.includes('"spanId"')),
      redis: this.tap.commands.includes('"SET"') && (await this.tap.records()).length > 0,
      errors: this.answers.some(({ text }) => text.includes('"errors"')),
    };
  }
}

function named(name: string, ...values: readonly string[]): Canary[] {
  return values.map((value) => ({ name, value }));
}

function textsOf(objects: readonly unknown[], members: readonly string[]): Canary[] {
  return objects.filter(isObject).flatMap((object) =>
    members.flatMap((member) => {
      const value = object[member];
      const texts = (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string');
      return named(member, ...texts.filter((text) => text.length > 7));
    }),
  );
}

/** Headers and errors. The path of an error is made of the caller's own aliases, the keys of data are as well. */
function besidesData({ text, headers }: HttpAnswer): string {
  const head = headers.join('\n');
  try {
    return `${head} ${JSON.stringify(JSON.parse(text), (key, value: unknown) => (['data', 'path'].includes(key) ? null : value))}`;
  } catch {
    return `${head} ${text}`;
  }
}
