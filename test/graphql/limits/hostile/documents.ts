import { MARK, type HostileRequest } from './request.js';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nest = (levels: number, fields: readonly string[], leaf = 'id'): string =>
  `${times(levels, (level) => `${fields[level % fields.length] ?? ''} {`)} ${leaf} ${'}'.repeat(levels)}`;

const ring = (count: number): string =>
  times(count, (n) => `fragment F${n} on BankUser { id ...F${(n + 1) % count} ...F0 }`);

const doubling = (count: number): string =>
  `${times(count, (n) => `fragment F${n} on BankUser { ...F${n + 1} ...F${n + 1} }`)} fragment F${count} on BankUser { id }`;

const everyOther = (count: number): string =>
  times(count, (n) => `fragment F${n} on BankUser { ${times(count, (other) => `...F${other}`)} }`);

const representations = (count: number): object[] =>
  Array.from({ length: count }, (_, n) => ({ __typename: 'Account', id: `${MARK}${n}` }));

/** Documents of each kind in several sizes, from harmless to far beyond any limit. */
const KINDS: Readonly<Record<string, (size: number) => string>> = {
  'recursion through connections': (size) => `{ viewer { ${nest(size, ['connections', 'bankUser'])} } }`,
  'recursion through accounts': (size) => `{ viewer { ${nest(size, ['accounts', 'connection'])} } }`,
  'recursion through turnovers': (size) =>
    `{ viewer { accounts { ${nest(size, ['turnovers(first: 500)', 'nodes', 'account'])} } } }`,
  'recursion that is introspection': (size) => `{ __schema { types { ${nest(size, ['fields', 'type'], 'name')} } } }`,
  'recursion of inline fragments': (size) => `{ viewer { ${nest(size, ['... on BankUser'])} } }`,
  'aliases of the root': (size) => `{ ${times(size, (n) => `${MARK}${n}: viewer { id }`)} }`,
  'aliases of a call': (size) =>
    `{ ${times(size, (n) => `a${n}: account(id: "${MARK}${n}") { id balance { asOf } }`)} }`,
  'aliases below': (size) => `{ viewer { ${times(size, (n) => `${MARK}${n}: name`)} } }`,
  'aliases of writes': (size) =>
    `mutation { ${times(size, (n) => `d${n}: deleteAccount(input: { id: "${MARK}${n}" }) { __typename }`)} }`,
  'the same field': (size) => `{ viewer { ${times(size, () => 'name')} } }`,
  'the same object': (size) => `{ viewer { ${times(size, () => 'accounts { id }')} } }`,
  'the same objects crosswise': (size) =>
    `{ viewer { ${times(size, () => `accounts { ${times(20, () => 'connection { id }')} }`)} } }`,
  'fields that conflict': (size) => `{ viewer { ${times(size, (n) => `x: turnovers(first: ${n}) { totalCount }`)} } }`,
  'a ring of fragments': (size) => `{ viewer { ...F0 } } ${ring(size)}`,
  'fragments that double': (size) => `{ viewer { ...F0 } } ${doubling(size)}`,
  'fragments that spread all': (size) => `{ viewer { ...F0 } } ${everyOther(Math.min(size, 40))}`,
  'fragments of one name': (size) => `{ viewer { ...F } } ${times(size, () => 'fragment F on BankUser { id }')}`,
  'fragments that nobody spreads': (size) =>
    `{ viewer { id } } ${times(size, (n) => `fragment ${MARK}${n} on Account { id }`)}`,
  'fragments that are not there': (size) => `{ viewer { ${times(size, (n) => `...${MARK}${n}`)} } }`,
  'directives on many fields': (size) =>
    `{ viewer { ${times(size, (n) => `n${n}: name @include(if: true) @skip(if: false)`)} } }`,
  'directives on one field': (size) => `{ viewer { name ${times(size, () => '@include(if: true)')} } }`,
  'directives nobody knows': (size) => `{ viewer { name ${times(size, (n) => `@${MARK}${n}(a: "${MARK}")`)} } }`,
  'directives on the operation': (size) => `query Q ${times(size, (n) => `@d${n}`)} { __typename }`,
  'variables that nobody uses': (size) =>
    `query (${times(size, (n) => `$${MARK}${n}: ID = "${MARK}"`)}) { __typename }`,
  'variables nobody declares': (size) => `{ ${times(size, (n) => `a${n}: account(id: $${MARK}${n}) { id }`)} }`,
  operations: (size) => times(size, (n) => `query Q${n} { viewer { id } }`),
  'operations without a name': (size) => times(size, () => '{ viewer { id } }'),
  'arguments nobody knows': (size) =>
    `{ viewer { turnovers(${times(size, (n) => `${MARK}${n}: 1`)}) { totalCount } } }`,
  'fields nobody knows': (size) => `{ viewer { ${times(size, (n) => `${MARK}${n}`)} } }`,
  'types nobody knows': (size) => `{ viewer { ${times(size, (n) => `... on ${MARK}${n} { id }`)} } }`,
  'a list in lists': (size) =>
    `{ viewer { turnovers(accountIds: ${'['.repeat(size)}"${MARK}"${']'.repeat(size)}) { totalCount } } }`,
  'an object in objects': (size) =>
    `{ viewer { turnovers(filter: ${'{a:'.repeat(size)}1${'}'.repeat(size)}) { totalCount } } }`,
  'a list of texts': (size) =>
    `{ viewer { turnovers(accountIds: [${times(size, (n) => `"${MARK}${n}"`)}]) { totalCount } } }`,
  'a number of digits': (size) => `{ bankUsers(first: ${'9'.repeat(size)}) { totalCount } }`,
  'a page from before its beginning': (size) => `{ bankUsers(first: -${size}) { totalCount } }`,
  'a huge page': (size) => `{ bankUsers(first: ${size * 1_000_000}) { nodes { accounts { id } } } }`,
  comments: (size) => `{ __typename }${`#${MARK}\n`.repeat(size * 100)}`,
  'white space': (size) => `{ __typename }${' ,\n'.repeat(size * 100)}`,
  'a long name': (size) => `{ ${MARK.repeat(size)} }`,
  'a long text': (size) => `{ account(id: "${MARK.repeat(size)}") { id } }`,
  'a long block of text': (size) => `{ account(id: """${`\n  ${MARK}`.repeat(size)}""") { id } }`,
  'text that does not end': (size) => `{ account(id: "${MARK.repeat(size)}`,
  braces: (size) => '{'.repeat(size),
  'closing braces': (size) => `{ __typename ${'}'.repeat(size)}`,
  'entities as literals': (size) =>
    `{ _entities(representations: [${times(size, (n) => `{ __typename: "Account", id: "${n}" }`)}]) { __typename } }`,
  'aliases of entities': (size) =>
    `{ ${times(size, (n) => `e${n}: _entities(representations: [{ __typename: "BankUser", id: "x" }]) { __typename }`)} }`,
};

const SIZES = [1, 2, 7, 15, 40, 83, 150, 300, 900];

/** Documents that are odd in themselves. */
const ODD_DOCUMENTS: readonly string[] = [
  '',
  ' ',
  '#',
  '{}',
  '{ }',
  'query',
  'query {',
  MARK,
  `{ ${MARK} }`,
  '{ __proto__ }',
  '{ constructor { name } }',
  '{ viewer { __proto__ { id } } }',
  '{ toString: __typename }',
  '{ __proto__: __typename hasOwnProperty: __typename }',
  'subscription { viewer { id } }',
  'mutation { __typename }',
  'mutation { deleteAccount { __typename } }',
  `type Query { ${MARK}: String }`,
  `schema { query: ${MARK} } extend type Query { a: Int } directive @a on FIELD`,
  'query ($a: ID! = "x", $a: ID!) { account(id: $a) { id } }',
  `query ($a: ${MARK}!) { account(id: $a) { id } }`,
  'query ($a: BankUser) { account(id: $a) { id } }',
  'query ($a: [[[[[[[[ID!]!]!]!]!]!]!]!]!) { account(id: $a) { id } }',
  '{ viewer { id } @include(if: true) }',
  '{ ... @defer { viewer { id } } }',
  '{ viewer { accounts @stream(initialCount: 0) { id } } }',
  '{ viewer { id } } fragment A on Query { viewer { ...A } }',
  '{ viewer { ... on Account { id } } }',
  '{ __type(name: "__proto__") { name fields { name } } }',
  `{ __type(name: "${MARK}") { name } }`,
  '{ __schema { directives { args { type { ofType { name } } } } } }',
  '{ _service { sdl } }',
  '{ _entities(representations: []) { __typename } }',
  '{ _entities(representations: [1, null, "x", { __typename: "__proto__" }]) { __typename } }',
  '{ account(id: "\\ud800") { id } }',
  '{ account(id: "\\u{110000}") { id } }',
  '{ account(id: "\\u{1F600}\\n\\t\\b") { id } }',
  '{ account(id: 1e999) { id } }',
  '{ account(id: 007) { id } }',
  '{ account(id: $) { id } }',
  '{ account(id: null) { id } }',
  '{ account(id: [["x"]]) { id } }',
  '{ account(id: {id: "x"}) { id } }',
  '{ account(id: VIEWER) { id } }',
  '\ufeff{ __typename }',
  '{ __typename }\u0000',
  '{ __typename \u2028 }',
  '\u0000\u0001\u0002',
  '{ viewer { turnovers(orderBy: "BOOKING_DATE_DESC") { totalCount } } }',
  '{ viewer { turnovers(first: 5, first: 6) { totalCount } } }',
  '{ viewer { turnovers(filter: { search: "a", search: "b" }) { totalCount } } }',
  '{ banks(search: "bank", first: -1) { name } }',
  '{ banks(search: "bank", first: 2147483648) { name } }',
];

export function* documentRequests(): Generator<HostileRequest> {
  for (const size of SIZES) {
    for (const [kind, write] of Object.entries(KINDS)) yield { kind: `${kind}, ${size}`, body: { query: write(size) } };
    yield {
      kind: `representations, ${size}`,
      body: {
        query:
          'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Account { balance { asOf } } } }',
        variables: { r: representations(size === 900 ? 1_500 : size) },
      },
    };
  }
  for (const [index, query] of ODD_DOCUMENTS.entries()) yield { kind: `odd document ${index}`, body: { query } };
}
