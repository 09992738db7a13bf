import { readFileSync } from 'node:fs';
import { post, startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { startSubgraph, type Neighbour } from './neighbour.js';
import { composeByBoth, ROUTERS, type Router } from './routers.js';

/** An entity of the gateway, as another team's subgraph extends it. */
interface Entity {
  readonly type: string;
  /** Fields of the gateway's that its `label` needs. */
  readonly requires: string;
  /** How that subgraph declares them. */
  readonly external: string;
  /** A query for one of them, `…` being what is asked of it. */
  readonly query: string;
}

const ENTITIES: readonly Entity[] = [
  { type: 'BankUser', requires: 'name', external: 'name: String @external', query: '{ viewer { … } }' },
  {
    type: 'BankConnection',
    requires: 'bankName consent { validUntil }',
    external: 'bankName: String @external consent: Consent! @external',
    query: '{ viewer { connections { … } } }',
  },
  {
    type: 'Account',
    requires: 'iban description',
    external: 'iban: String @external description: String @external',
    query: '{ viewer { accounts(types: [GIRO]) { … } } }',
  },
  {
    type: 'Turnover',
    requires: 'bookingDate amount { value currency }',
    external: 'bookingDate: Date! @external amount: MonetaryAmount! @external',
    query: '{ viewer { accounts(types: [GIRO]) { turnovers(first: 1) { nodes { … } } } } }',
  },
];

/** Notes on everything, with scalars and pages of its own. */
const NOTES_SDL = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@external", "@provides", "@requires", "@shareable"]
  )

  type Query {
    notes(first: Int, after: String): NoteConnection!
    ${ENTITIES.map(({ type }) => `noted${type}: ${type} @provides(fields: "xs2aId")`).join('\n')}
  }

  type NoteConnection {
    nodes: [Note!]!
    pageInfo: PageInfo!
  }

  type Note {
    text: Markdown!
    price: MonetaryAmount!
    writtenOn: Date!
  }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type MonetaryAmount @shareable {
    value: Decimal!
    currency: CurrencyCode
  }

  type Consent {
    validUntil: Date @external
  }

  scalar Markdown
  scalar Date
  scalar Decimal
  scalar CurrencyCode

  ${ENTITIES.map(
    ({ type, requires, external }) => `
      type ${type} @key(fields: "id") {
        id: ID!
        note: Note
        label: String @requires(fields: "${requires}")
        xs2aId: ${type === 'Turnover' ? 'String' : 'String!'} @external
        ${external}
      }`,
  ).join('\n')}
`;

const NOTE = { text: '*paid*', price: { value: '1.50', currency: 'EUR' }, writtenOn: '2026-11-27' };

type Given = Readonly<Record<string, unknown>>;

/** @param idOf the id of an entity of each type */
function resolversOf(idOf: (type: string) => string) {
  const ofType = {
    note: () => NOTE,
    label: (reference: Given) => JSON.stringify({ ...reference, id: undefined, __typename: undefined }),
    __resolveReference: (reference: Given) => reference,
  };
  return {
    Query: {
      notes: () => ({ nodes: [NOTE], pageInfo: { hasNextPage: false, hasPreviousPage: false } }),
      ...Object.fromEntries(
        ENTITIES.map(({ type }) => [`noted${type}`, () => ({ id: idOf(type), xs2aId: `of the notes: ${type}` })]),
      ),
    },
    ...Object.fromEntries(ENTITIES.map(({ type }) => [type, ofType])),
  };
}

const NOTES = { name: 'notes', url: 'http://notes', sdl: NOTES_SDL };
const BANKING = { name: 'banking', url: 'http://banking', sdl: readFileSync('schema.graphql', 'utf8') };

it.each(ENTITIES)('only ids of $type may be provided', ({ type }) => {
  const provided = (field: string) =>
    NOTES_SDL.replace(`${type} @provides(fields: "xs2aId")`, `${type} @provides(fields: "xs2aId ${field}")`);
  const field = { BankUser: 'name', BankConnection: 'bankName', Account: 'iban', Turnover: 'bookingDate' }[type] ?? '';
  expect(() => composeByBoth([BANKING, { ...NOTES, sdl: provided(field) }])).toThrow(
    'resolved from multiple subgraphs',
  );
});

let banking: DemoGateway;
let notes: Neighbour;
let supergraph: string;
const ids = new Map<string, string>();

beforeAll(async () => {
  banking = await startDemoGateway();
  notes = await startSubgraph(
    NOTES_SDL,
    resolversOf((type) => ids.get(type) ?? ''),
  );
  supergraph = composeByBoth([
    { ...BANKING, url: `${banking.url}/graphql` },
    { ...NOTES, url: notes.url },
  ]);
  for (const { type, query } of ENTITIES) {
    const { id } = await firstOf(banking.url, query, 'id');
    ids.set(type, String(id));
  }
});

afterAll(async () => {
  notes.close();
  await banking.close();
});

async function firstOf(url: string, query: string, fields: string): Promise<Given> {
  const { data, errors } = await post(url, { query: query.replace('…', fields) }, banking.demo.bankUserToken);
  expect(errors).toBeUndefined();
  return firstIn(data);
}

describe.each(ROUTERS)('%s in front of the gateway and of notes on its entities', (name, start) => {
  let router: Router;
  beforeAll(async () => {
    router = await start(supergraph);
  });
  afterAll(() => router.stop());

  it.each(ENTITIES)('has fields of theirs in $type', async ({ type, query }) => {
    const fields = '__typename id note { text price { value currency } writtenOn }';
    expect(await firstOf(router.url, query, fields)).toEqual({ __typename: type, id: ids.get(type), note: NOTE });
  });

  it.each(ENTITIES)('has fields of theirs that require fields of $type', async ({ query, requires }) => {
    const { label } = await firstOf(router.url, query, 'label');
    expect(JSON.parse(String(label))).toEqual(await firstOf(banking.url, query, requires));
  });

  it.each(ENTITIES)('has the id at XS2A of $type where they provide it', async ({ type, query }) => {
    const own = await firstOf(banking.url, query, 'id xs2aId');
    const provided = { id: ids.get(type), xs2aId: `of the notes: ${type}` };
    // Hive Gateway asks the gateway all the same.
    const expected = name === '@apollo/gateway' ? provided : own;
    expect(await firstOf(router.url, `{ noted${type} { … } }`, 'id xs2aId')).toEqual(expected);
    expect(await firstOf(router.url, query, 'id xs2aId')).toEqual(own);
  });

  it('has their pages and scalars beside its own', async () => {
    const query = `{
      notes { nodes { text } pageInfo { hasNextPage endCursor } }
      viewer { accounts(types: [GIRO]) { turnovers(first: 1) { pageInfo { hasNextPage endCursor } } } }
    }`;
    const { data, errors } = await post(router.url, { query }, banking.demo.bankUserToken);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      notes: { nodes: [{ text: '*paid*' }], pageInfo: { hasNextPage: false, endCursor: null } },
    });
    const { accounts } = (data as { viewer: { accounts: { turnovers: { pageInfo: object } }[] } }).viewer;
    expect(accounts[0]?.turnovers.pageInfo).toEqual({ hasNextPage: true, endCursor: expect.any(String) as string });
  });
});

/** The first object below lists and objects with one member. */
function firstIn(data: unknown): Given {
  let found = data as Given;
  for (;;) {
    const [only, ...others] = Object.values(found);
    const below: unknown = Array.isArray(only) ? only[0] : only;
    if (others.length > 0 || typeof below !== 'object' || below === null) return found;
    found = below as Given;
  }
}
