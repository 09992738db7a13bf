import { readFileSync } from 'node:fs';
import {
  AccountClient,
  BankConnectionClient,
  BankUserClient,
  GatewayClient,
  List,
  LiveTransport,
  Transport,
} from '../../client/src/index.js';
import * as documents from '../../client/src/generated/operations.js';

const page = readFileSync('docs/client-methods.md', 'utf8');

/** The methods that a section of the page names. */
function named(section: string): Set<string> {
  const [, text = ''] = page.split(`## \`${section}\``);
  const [rows = ''] = text.split('\n## ');
  return new Set([...rows.matchAll(/^\| `(\w+)/gm)].map(([, name = '']) => name));
}

function methodsOf(client: { readonly prototype: object }): string[] {
  return Object.getOwnPropertyNames(client.prototype).filter((name) => name !== 'constructor');
}

it.each<[string, { readonly prototype: object }]>([
  ['GatewayClient', GatewayClient],
  ['BankUserClient', BankUserClient],
  ['AccountClient', AccountClient],
  ['BankConnectionClient', BankConnectionClient],
])('the page names each method of %s, and no other', (section, client) => {
  const inherited = client === GatewayClient ? ['send', 'subscribe', 'viewer'] : [];
  expect([...named(section)].sort()).toEqual([...methodsOf(client), ...inherited].sort());
});

it('the page says what a list can do', () => {
  for (const name of methodsOf(List)) expect(page).toContain(`\`${name}`);
  expect(methodsOf(Transport).sort()).toEqual(['read', 'send']);
  expect(methodsOf(LiveTransport).sort()).toEqual(['follow', 'subscribe']);
});

it('the page names each operation, and no other', () => {
  const sent = Object.values(documents).flatMap(({ operation }) => operation?.name ?? []);
  const inTables = [...page.matchAll(/^\| `[^|]+\|([^|]+)\|/gm)].flatMap(([, cell = '']) => cell.match(/`\w+`/g) ?? []);
  expect(new Set(inTables)).toEqual(new Set(sent.map((name) => `\`${name}\``)));
});
