import { parseArgs } from 'node:util';
import { TokenMint } from '../auth/token-mint.js';
import { ConfigError, readConfig, type AuthConfig } from '../config/config.js';
import { isUpstreamId, parseBankUserId } from '../domain/global-id.js';
import { SCOPES, type Scope } from '../domain/scope.js';
import { developmentSecret } from './development-secret.js';

/** A command line that cannot be followed; the message says why. */
class Refused extends Error {}

/** Prints a token for development, and nothing else. */
export async function printToken(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    process.stdout.write(`${await tokenFor(args, env)}\n`);
  } catch (error) {
    if (!(error instanceof Refused || error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function tokenFor(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { 'bank-user': bankUser, service, scope } = read(args);
  if ((bankUser === undefined) === !service) throw new Refused('Either --bank-user <id> or --service is required.');
  const mint = new TokenMint(signingIn(env));
  const limits = scope.map(toScope);
  return bankUser === undefined ? mint.serviceToken(limits) : mint.bankUserToken(toBankUserId(bankUser), limits);
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'bank-user': { type: 'string' },
        service: { type: 'boolean', default: false },
        scope: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw new Refused(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
}

function signingIn(env: NodeJS.ProcessEnv): Exclude<AuthConfig, { kind: 'jwks' }> {
  const { environment, auth } = readConfig(env, developmentSecret);
  if (environment === 'production')
    throw new Refused('Tokens are made for development only. In production your identity provider makes them.');
  if (auth.kind === 'jwks') throw new Refused('AUTH_JWKS_URL is set: the identity provider makes the tokens.');
  return auth;
}

function toBankUserId(id: string): string {
  const bankUserId = parseBankUserId(id)?.bankUserId ?? id;
  if (!isUpstreamId(bankUserId)) throw new Refused('--bank-user is not the id of a bank user.');
  return bankUserId;
}

function toScope(text: string): Scope {
  const scope = SCOPES.find((known) => known === text);
  if (scope === undefined) throw new Refused(`--scope is none of ${SCOPES.join(', ')}.`);
  return scope;
}
