import type { Config } from '../config/config.js';
import type { Demo } from '../gateway.js';
import { prefixedRootField } from '../graphql/type-prefix.js';

/** What a newcomer needs, and only over the embedded test bank: its tokens open nothing that is real. */
export function banner(
  url: string,
  demo: Demo | undefined,
  { typePrefix, explorer }: Pick<Config, 'typePrefix' | 'explorer'>,
): string {
  if (demo === undefined) return '';
  const withExplorer = explorer ? `, with an explorer at ${url}` : '';
  const viewer = prefixedRootField(typePrefix, 'viewer');
  const query = `{ ${viewer} { name accounts { description balance { amount { value currency } } } } }`;
  const people = demo.people.map(({ id, name, about }) => `    ${id}  ${name}: ${about}`).join('\n');
  return `
  The gateway listens at ${url}/graphql${withExplorer}, over a test bank at ${demo.testBankUrl}.
  Nobody in it is real:
${people}

  Token of ${demo.people[0]?.name ?? 'a bank user'}:
    ${demo.bankUserToken}

  Token of a service, which acts for all of them and creates more:
    ${demo.serviceToken}

  Token of anybody else, in another terminal and the same folder:
    npx xs2a-graphql-gateway token --bank-user <id>

  Try it:
    curl ${url}/graphql -H 'content-type: application/json' \\
      -H 'authorization: Bearer ${demo.bankUserToken}' \\
      -d '${JSON.stringify({ query })}'

`;
}
