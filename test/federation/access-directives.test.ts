import { readFileSync } from 'node:fs';
import { printSubgraphSchema } from '@apollo/subgraph';
import { Kind, parse, print, valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import { buildExecutableSchema, buildGraph } from '../../src/resolvers/executable-schema.js';
import { rowsOf, type Row } from '../access/rules.js';
import { createGateway } from '../../src/index.js';
import { Issuer, signingKey } from '../auth/issuer.js';
import { post } from '../support/demo-gateway.js';
import { secondsFromNow } from '../support/jwt.js';
import { startNeighbour, NEIGHBOUR_SDL } from './neighbour.js';
import { composeByBoth, startApolloGateway, startHiveGateway } from './routers.js';

const SCOPE = 'xs2a:service';

/** The access directives of each field, by schema coordinate. */
function directivesIn(sdl: string): ReadonlyMap<string, readonly ConstDirectiveNode[]> {
  const types = parse(sdl).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Map(
    types.flatMap((type) =>
      (type.fields ?? []).map((field) => [
        `${type.name.value}.${field.name.value}`,
        (field.directives ?? []).filter(({ name }) => ['authenticated', 'requiresScopes'].includes(name.value)),
      ]),
    ),
  );
}

function coordinateOf({ kind, name }: Row): string {
  const root = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription', field: '', entity: '' }[kind];
  return root === '' ? name : `${root}.${name}`;
}

describe('the SDL with access rules', () => {
  let sdl: string;
  let rows: readonly Row[];
  beforeAll(async () => {
    sdl = printSubgraphSchema(await buildExecutableSchema({ publicSdl: true, accessScope: SCOPE }));
    rows = rowsOf(await buildGraph()).filter(({ kind, name }) => kind !== 'entity' && name !== '_service');
  });

  it('states that of every field that has one', () => {
    const found = directivesIn(sdl);
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      const [directive, ...others] = found.get(coordinateOf(row)) ?? [];
      expect(others).toEqual([]);
      const scopes = directive?.arguments?.map(({ value }) => valueFromASTUntyped(value));
      if (row.callers === 'SERVICE') {
        expect(directive?.name.value).toBe('requiresScopes');
        // A field below the root may name a scope that does not show its type by itself.
        const needed = [[SCOPE], ...row.scopes.map((scope) => [`${SCOPE}:${scope}`])];
        expect(scopes).toEqual([row.kind === 'field' ? expect.arrayContaining(needed) : needed]);
      } else {
        expect([row.name, directive && print(directive)]).toEqual([row.name, '@authenticated']);
      }
    }
  });

  it('asks for a token wherever entities lead, but not for their key', () => {
    const withRule = rows.map(coordinateOf);
    const others = [...directivesIn(sdl)].filter(([coordinate]) => !withRule.includes(coordinate));
    const entities = ['BankUser', 'BankConnection', 'Account', 'Turnover'];
    for (const [coordinate, directives] of others) {
      const [type = '', field = ''] = coordinate.split('.');
      const isExpected = entities.includes(type) && field !== 'id';
      expect([coordinate, directives.map(print)]).toEqual([coordinate, isExpected ? ['@authenticated'] : []]);
    }
  });

  it('differs from the one without in nothing else', () => {
    const without = sdl.replaceAll(/ @(authenticated|requiresScopes\(scopes: \[\[.*?\]\]\))/g, '');
    const published = parse(readFileSync('schema.graphql', 'utf8')).definitions.map(print);
    const linkless = (definitions: readonly string[]) =>
      definitions.filter((text) => !text.startsWith('extend schema'));
    expect(linkless(parse(without).definitions.map(print)).sort()).toEqual(linkless(published).sort());
    expect(readFileSync('schema.graphql', 'utf8')).not.toMatch(/@authenticated|@requiresScopes/);
  });

  it('composes by federation 2.9, without errors and hints', () => {
    const supergraph = composeByBoth(subgraphs(sdl));
    expect(supergraph).toMatch(/@link\(url: "https:\/\/specs.apollo.dev\/authenticated\/v0.1", for: SECURITY\)/);
    expect(supergraph).toMatch(
      /bankUsers\(.*?\): BankUserConnection .*?@requiresScopes\(scopes: \[\["xs2a:service"\]/s,
    );
  });

  it('needs the same of fields that require one', () => {
    const requiring = (directive: string) =>
      NEIGHBOUR_SDL.replace('"@key", ', '"@key", "@external", "@requires", "@authenticated", ').replace(
        'nickname: String',
        `nickname: String @requires(fields: "iban") ${directive}\n iban: String @external`,
      );
    expect(() => composeByBoth(subgraphs(sdl, requiring('@authenticated')))).not.toThrow();
    expect(() => composeByBoth(subgraphs(sdl, requiring('')))).toThrow('do not compose');
  });

  it('goes with a prefix of types', async () => {
    const schema = await buildExecutableSchema({ publicSdl: true, accessScope: 'bank all', typePrefix: 'Xs2a' });
    const found = directivesIn(printSubgraphSchema(schema));
    expect(found.get('Query.xs2aViewer')?.map(print)).toEqual(['@authenticated']);
    expect(found.get('Xs2aAccount.iban')?.map(print)).toEqual(['@authenticated']);
    expect(found.get('Query.xs2aBankUsers')?.map(print).join()).toContain('[["bank all"], ["bank all:read"]');
  });
});

function subgraphs(sdl: string, neighbourSdl = NEIGHBOUR_SDL) {
  return [
    { name: 'banking', url: 'http://banking', sdl },
    { name: 'goals', url: 'http://goals', sdl: neighbourSdl },
  ];
}

describe('routers with the access rules', () => {
  it('@apollo/gateway refuses them', async () => {
    const sdl = printSubgraphSchema(await buildExecutableSchema({ publicSdl: true, accessScope: SCOPE }));
    await expect(startApolloGateway(composeByBoth(subgraphs(sdl)))).rejects.toThrow('for: SECURITY');
  });

  it('Hive Gateway refuses by them what the gateway would refuse', async () => {
    const key = await signingKey('of the test');
    const issuer = await Issuer.start(key);
    const calls: string[] = [];
    const banking = await createGateway(
      { AUTH_JWKS_URL: issuer.url, FEDERATED_ACCESS: 'on', PORT: 0, SHUTDOWN_GRACE_SECONDS: 0 },
      { onOperation: ({ name }) => calls.push(name ?? '') },
    );
    const url = await banking.listen();
    const neighbour = await startNeighbour(() => []);
    const { data } = await post(url, { query: '{ _service { sdl } }' });
    const { sdl } = (data as { _service: { sdl: string } })._service;
    const supergraph = composeByBoth([
      { name: 'banking', url: `${url}/graphql`, sdl },
      { name: 'goals', url: neighbour.url, sdl: NEIGHBOUR_SDL },
    ]);
    const hive = await startHiveGateway('hive-gateway-access.js', supergraph, { JWKS_URL: issuer.url });
    const exp = secondsFromNow(600);
    const bankUser = await key.sign({ sub: 'a', bank_user_id: 'nobody', exp });
    const [service, part, otherPart] = await Promise.all(
      [SCOPE, `${SCOPE}:users`, `${SCOPE}:accounts`].map((scope) =>
        key.sign({ sub: 'b', scope: `openid ${scope}`, exp }),
      ),
    );
    const users = '{ bankUsers { totalCount } }';
    const asks: [string, string | undefined, boolean][] = [
      ['{ viewer { name } }', undefined, false],
      ['{ savingsGoals { title account { nickname type } } }', undefined, false],
      ['{ savingsGoals { title account { id nickname } } }', undefined, true],
      [users, bankUser, false],
      [users, otherPart, false],
      [users, part, true],
      [users, service, true],
    ];
    for (const [query, token, isServed] of asks) {
      calls.length = 0;
      const { errors } = await post(hive.url, { query }, token);
      const isOurs = query.includes('savingsGoals');
      expect([query, errors === undefined, calls.length > 0]).toEqual([query, isServed, isServed && !isOurs]);
    }
    await hive.stop();
    neighbour.close();
    await banking.close();
    await issuer.stop();
  });
});
