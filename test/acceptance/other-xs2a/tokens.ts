import { randomUUID } from 'node:crypto';
import { failure, ok, type Answer } from './answer.js';
import { berlinInstant, berlinText } from './berlin.js';
import type { JsonObject, Person, Token } from './world.js';

const MAX_LIFE_MS = 3_600_000;
/** The caller's clock may run a little ahead. */
const LENIENCE_MS = 30_000;

/** What a request's Basic credential stands for. */
export type Credential =
  | { readonly kind: 'api-key' }
  | { readonly kind: 'token'; readonly tokenId: string; readonly person: Person }
  | { readonly kind: 'expired-token' | 'unknown' | 'none' };

/** Strict: scheme Basic, user name `api`, and the secret as it was handed out, colons and slashes included. */
export function readCredential(header: string | undefined, apiKey: string, issued: TokenBook): Credential {
  if (header === undefined) return { kind: 'none' };
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(header)?.[1] ?? '';
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  if (!text.startsWith('api:')) return { kind: 'unknown' };
  const secret = text.slice('api:'.length);
  return secret === apiKey ? { kind: 'api-key' } : issued.credentialOf(secret);
}

/** All tokens that were ever handed out, so that a dead one can be told from one that never was. */
export class TokenBook {
  readonly everIssued = new Set<string>();
  /** How long tokens live at most, whatever was asked for; longer than an hour is never asked for. */
  maxLifeMs = Infinity;
  private count = 0;

  constructor(private readonly people: readonly Person[]) {}

  credentialOf(secret: string): Credential {
    for (const person of this.people) {
      const token = person.tokens.find((candidate) => candidate.token === secret);
      if (token === undefined) continue;
      const alive = token.validUntil.getTime() > Date.now();
      return alive ? { kind: 'token', tokenId: token.id, person } : { kind: 'expired-token' };
    }
    return { kind: this.everIssued.has(secret) ? 'expired-token' : 'unknown' };
  }

  create(person: Person, body: JsonObject): Answer {
    const life = this.readLife(body);
    if (life === undefined) return failure(422);
    this.count += 1;
    const token = { id: `tok-_${this.count}`, token: this.secret(), ...life };
    person.tokens.push(token);
    return ok(written(person, token));
  }

  /** Moves the end of a token; its id stays, its text does not. */
  refresh(person: Person, token: Token, body: JsonObject): Answer {
    const life = this.readLife(body);
    if (life === undefined) return failure(422);
    Object.assign(token, { token: this.secret(), ...life });
    return ok(written(person, token));
  }

  private readLife(body: JsonObject): ReturnType<typeof readLife> {
    const life = readLife(body);
    const latest = new Date(Date.now() + Math.min(this.maxLifeMs, MAX_LIFE_MS + LENIENCE_MS));
    if (life === undefined || life.validUntil <= latest) return life;
    return { validUntil: latest, validUntilText: berlinText(latest) };
  }

  expireAll(): void {
    const past = new Date(Date.now() - 1000);
    for (const token of this.people.flatMap((person) => person.tokens)) token.validUntil = past;
  }

  private secret(): string {
    const secret = `xs2a:${randomUUID()}/+=`;
    this.everIssued.add(secret);
    return secret;
  }
}

export function written(person: Person, token: Token): JsonObject {
  const validUntil = {
    echo: token.validUntilText,
    iso: `${token.validUntil.toISOString().slice(0, 19)}+00:00`,
    none: null,
  }[person.tokenTime];
  return {
    id: token.id,
    token: token.token,
    valid_until: validUntil,
    created_at: '',
    scope: ['unheard-of'],
    object: 'bank_user_access_token',
  };
}

function readLife(body: JsonObject): Pick<Token, 'validUntil' | 'validUntilText'> | undefined {
  const text = body.valid_until;
  const validUntil = typeof text === 'string' ? berlinInstant(text) : undefined;
  if (validUntil === undefined) return undefined;
  const life = validUntil.getTime() - Date.now();
  if (life <= 0 || life > MAX_LIFE_MS + LENIENCE_MS) return undefined;
  return { validUntil, validUntilText: berlinText(validUntil) };
}
