import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSecret } from '../config/config.js';

const FOLDER = '.xs2a-graphql-gateway';
const FILE = join(FOLDER, 'development-secret');

/**
 * Signs the tokens of whoever tries the gateway over the embedded test bank. It is in a file of the working directory, which Git
 * ignores, so that tokens outlive a restart and the `token` command can make more. Where nothing can be written, it ends with the process.
 */
export function developmentSecret(): string {
  const fresh = randomSecret();
  try {
    return storedSecret() ?? store(fresh);
  } catch {
    return fresh;
  }
}

function storedSecret(): string | undefined {
  try {
    const secret = readFileSync(FILE, 'utf8');
    return secret.length < randomSecret().length ? undefined : secret;
  } catch {
    return undefined;
  }
}

/** @returns the secret of whoever was first, where several processes start at one moment */
function store(secret: string): string {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  writeFileSync(join(FOLDER, '.gitignore'), '*\n');
  const beside = `${FILE}.${process.pid}`;
  writeFileSync(beside, secret, { mode: 0o600 });
  try {
    linkSync(beside, FILE);
  } catch {
    // Somebody else's is there.
  }
  rmSync(beside);
  return storedSecret() ?? secret;
}
