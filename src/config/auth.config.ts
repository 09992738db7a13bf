import { randomBytes } from 'node:crypto';
import { SCOPES } from '../domain/scope.js';
import { readHttpUrl } from './http-url.js';
import type { Variables } from './variables.js';

export type TokenKeys =
  /** The identity provider's public keys; asymmetric algorithms only. */
  | { readonly kind: 'jwks'; readonly url: string }
  /** Shared with the token issuer; HS256 only. */
  | {
      readonly kind: 'secret';
      readonly secret: string;
      /** Of tokens from before the secret was replaced. */
      readonly previousSecret?: string | undefined;
    }
  /** For the tokens that the gateway issues itself with the embedded test bank; HS256 only. */
  | { readonly kind: 'minted'; readonly secret: string };

export interface TokenRules {
  /** Required `iss`; unchecked when undefined. */
  readonly issuer: string | undefined;
  /** Required `aud`, or one of several; unchecked when undefined. */
  readonly audience: string | undefined;
  /** The name of the claim with the bank user's id. */
  readonly bankUserClaim: string;
  /** The name of the claim that identifies a service. */
  readonly serviceClaim: string;
  /** The scope that marks a service caller. */
  readonly serviceScope: string;
  /** The prefix, before a colon, of scopes that limit a bank user's token. */
  readonly bankUserScope: string;
}

export type AuthConfig = TokenKeys & TokenRules;

const MIN_SECRET_LENGTH = 32;

export const DEFAULT_SERVICE_SCOPE = 'xs2a:service';

/** @param mintingSecret where the gateway mints tokens, unless there is another way to verify them */
export function readAuth(variables: Variables, mintingSecret: (() => string) | undefined): AuthConfig {
  const keys = readKeys(variables, mintingSecret);
  const rules = readRules(variables);
  if (keys.kind === 'jwks') warnOfUnchecked(variables, rules);
  return { ...keys, ...rules };
}

function warnOfUnchecked(variables: Variables, { issuer, audience }: TokenRules): void {
  if (issuer === undefined)
    variables.warn('AUTH_ISSUER', 'is not set: tokens of whatever issuer signs with these keys are accepted');
  if (audience === undefined)
    variables.warn('AUTH_AUDIENCE', 'is not set: tokens that the issuer made for other services are accepted as well');
}

function readKeys(variables: Variables, mintingSecret: (() => string) | undefined): TokenKeys {
  const url = readHttpUrl(variables, 'AUTH_JWKS_URL');
  const secret = readSecret(variables, 'AUTH_JWT_SECRET');
  const previousSecret = readPreviousSecret(variables, secret);
  const jwksGiven = variables.text('AUTH_JWKS_URL') !== undefined;
  if (jwksGiven && secret !== undefined)
    variables.fault('AUTH_JWKS_URL', 'and AUTH_JWT_SECRET are both set: choose one');
  if (!jwksGiven && secret === undefined && mintingSecret === undefined) {
    variables.fault('AUTH_JWKS_URL', 'or AUTH_JWT_SECRET is required: there is no other way to verify tokens');
  }
  if (url !== undefined) return { kind: 'jwks', url: url.href };
  if (secret !== undefined) return { kind: 'secret', secret, previousSecret };
  return { kind: 'minted', secret: (mintingSecret ?? randomSecret)() };
}

export function randomSecret(): string {
  return randomBytes(MIN_SECRET_LENGTH).toString('base64url');
}

function readSecret(variables: Variables, name: string): string | undefined {
  const secret = variables.secret(name);
  if (secret !== undefined && secret.length < MIN_SECRET_LENGTH) {
    variables.fault(name, `is shorter than ${MIN_SECRET_LENGTH} characters`);
  }
  return secret;
}

function readPreviousSecret(variables: Variables, secret: string | undefined): string | undefined {
  const previous = readSecret(variables, 'AUTH_JWT_SECRET_PREVIOUS');
  if (previous === undefined) return undefined;
  if (secret === undefined) variables.fault('AUTH_JWT_SECRET_PREVIOUS', 'is set, which needs AUTH_JWT_SECRET as well');
  if (previous === secret) variables.fault('AUTH_JWT_SECRET_PREVIOUS', 'is the same as AUTH_JWT_SECRET');
  return previous;
}

function readRules(variables: Variables): TokenRules {
  return {
    issuer: variables.text('AUTH_ISSUER'),
    audience: variables.text('AUTH_AUDIENCE'),
    bankUserClaim: variables.text('AUTH_BANK_USER_CLAIM') ?? 'bank_user_id',
    serviceClaim: variables.text('AUTH_SERVICE_CLAIM') ?? 'sub',
    ...readScopes(variables),
  };
}

function readScopes(variables: Variables): Pick<TokenRules, 'serviceScope' | 'bankUserScope'> {
  const serviceScope = readScope(variables, 'AUTH_SERVICE_SCOPE', DEFAULT_SERVICE_SCOPE);
  const bankUserScope = readScope(variables, 'AUTH_BANK_USER_SCOPE', 'xs2a');
  const limits = SCOPES.map((part) => `${bankUserScope}:${part}`);
  if (bankUserScope === serviceScope || limits.includes(serviceScope)) {
    variables.fault('AUTH_BANK_USER_SCOPE', 'makes scopes that mark a service caller: they could not be told apart');
  }
  return { serviceScope, bankUserScope };
}

function readScope(variables: Variables, name: string, fallback: string): string {
  const scope = variables.text(name) ?? fallback;
  if (!isScope(scope)) variables.fault(name, 'is not a single scope');
  return scope;
}

/** RFC 6749, section 3.3: scopes are separated by spaces, so a scope contains none. */
export function isScope(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
}
