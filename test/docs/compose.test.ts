import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/config.js';
import { VARIABLES } from '../../src/config/spelling.js';

const { services } = parse(readFileSync('compose.yaml', 'utf8')) as {
  services: { gateway: { environment: Readonly<Record<string, string | number>> } };
};
const { environment } = services.gateway;

/** What Compose makes of it with these variables; fails for one that has to be set. */
function passed(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const entries = Object.entries(environment).map(([name, text]) => [
    name,
    String(text).replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, from: string, kind: string, otherwise: string) => {
      const value = env[from] ?? '';
      if (value === '' && kind === '?') throw new Error(`${from}: ${otherwise}`);
      return value === '' ? otherwise : value;
    }),
  ]);
  return Object.fromEntries(entries) as NodeJS.ProcessEnv;
}

it('passes every variable that there is, under its own name', () => {
  const documented = [...readFileSync('docs/configuration.md', 'utf8').matchAll(/^\| ((?:`\w+`(?:, )?)+) +\|/gm)];
  const names = documented.flatMap(([, row = '']) => [...row.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  expect([...names].sort()).toEqual([...VARIABLES].sort());
  expect(Object.keys(environment).sort()).toEqual([...VARIABLES].sort());
  const misnamed = Object.entries(environment).filter(
    ([name, text]) => typeof text === 'string' && text.startsWith('$') && !text.startsWith(`\${${name}:`),
  );
  expect(misnamed).toEqual([]);
});

it('starts with what its first lines ask for', () => {
  const least = {
    XS2A_API_KEY: 'key',
    ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    AUTH_JWKS_URL: 'https://login.example.com/keys',
    AUTH_AUDIENCE: 'bank-graph',
    AUTH_ISSUER: 'https://login.example.com/',
  };
  expect(passed(least)).toMatchObject({ STORE_URL: 'redis://store:6379', CACHE_URL: 'redis://cache:6379' });
  expect(readConfig(passed(least))).toMatchObject({
    environment: 'production',
    host: '0.0.0.0',
    port: 4000,
    store: { kind: 'redis' },
    cache: { kind: 'redis' },
    logLevel: 'info',
    warnings: [],
  });
  expect(() => passed({ XS2A_API_KEY: 'key' })).toThrow('ENCRYPTION_KEY');
});
