import { getIntrospectionQuery } from 'graphql';
import { LIMITS, type Limit } from '../../../src/graphql/limits/limits.js';
import { READY_OPERATIONS } from '../../../src/http/explorer/operations.js';
import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../../support/demo-gateway.js';

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway();
});

afterAll(() => gateway.close());

interface Asked {
  readonly query: string;
  readonly variables?: object;
}

function ask(asked: Asked): Promise<HttpAnswer> {
  return post(gateway.url, asked);
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const LEVELS = ['account', 'turnovers(first: 1)', 'nodes'];

function nested(levels: number): string {
  const deeper = times(levels - 2, (level) => `{ ${LEVELS[(level + 1) % 3] ?? ''}`);
  return `{ account(id: "x") ${deeper} { __typename ${times(levels, () => '}')}`;
}

/** Seven fields, and eight for each further time. */
function spread(selections: number): string {
  const aliases = times(selections - 1 - 249 * 8 - 7, (n) => `again${n}: id`);
  return `{ viewer { ...F ...F ${times(247, () => '...F')} id xs2aId name email testMode createdAt __typename ${aliases} } }
    fragment F on BankUser { id xs2aId name email testMode createdAt __typename }`;
}

/** Twelve tokens, and one for each id. */
const named = (alias: string, ids: number) =>
  `${alias}: turnovers(accountIds: [${times(ids, () => '"x"')}]) { totalCount }`;

const USERS = `query ($first: Int) {
  bankUsers(first: $first) { nodes { connections { accounts { balance { amount { value } } } } } }
}`;

/** By the published weights: 10, and for each user 1 + 5 (1 + 5 (1 + 10 + 1 + 1/16)). */
const mostUsers = Math.floor((LIMITS.cost.most - 10) / (306 + 25 / 16));

const PAIRS = ['email email', 'testMode testMode', 'createdAt createdAt'];

/** Documents that use a limit up to a figure, and no other limit. */
const documents: Record<keyof typeof LIMITS, (figure: number) => Asked> = {
  characters: (figure) => ({ query: '{ __typename }'.padEnd(figure) }),
  tokens: (figure) => ({
    query: `{ viewer { ${times(9, (n) => named(`n${n}`, 390))} ${named('n9', figure - 125 - 9 * 390)} } }`,
  }),
  directives: (figure) => ({ query: `{ viewer { ${times(figure, () => '... @include(if: true) { id }')} } }` }),
  fragments: (figure) => ({
    query: `{ viewer { ...F0 } } ${times(figure - 1, (n) => `fragment F${n} on BankUser { ...F${n + 1} }`)} fragment F${figure - 1} on BankUser { id }`,
  }),
  // Of a hundred fields of one name, ten of another, three of a third and further ones by twos.
  fieldPairs: (figure) => ({
    query: `{ viewer { ${times(100, () => 'id')} ${times(10, () => 'xs2aId')} name name name
      ${PAIRS.slice(0, figure - 4_950 - 45 - 3).join(' ')} } }`,
  }),
  selections: (figure) => ({ query: spread(figure) }),
  depth: (figure) => ({ query: nested(figure) }),
  rootFields: (figure) => ({ query: `{ ${times(figure, (n) => `v${n}: viewer { id }`)} }` }),
  aliases: (figure) => ({ query: `{ viewer { ${times(figure, (n) => `n${n}: name`)} } }` }),
  cost: (figure) => ({ query: USERS, variables: { first: mostUsers + figure - LIMITS.cost.most } }),
};

describe.each(Object.entries(LIMITS) as [keyof typeof LIMITS, Limit][])(
  'the limit on %s',
  (name, { most, message }) => {
    it('is as large as it says', async () => {
      const { status, errors = [] } = await ask(documents[name](most));
      expect(errors.map(({ extensions }) => extensions.code)).not.toContain('OPERATION_LIMIT_EXCEEDED');
      expect(status).toBe(200);
    });

    it('refuses more, in words that name it, before any resolver runs', async () => {
      expect(message).toContain(String(most));
      const answer = await ask(documents[name](most + 1));
      expect(answer).toEqual({
        status: 400,
        errors: [
          {
            message,
            ...(['characters', 'tokens'].includes(name) && { locations: expect.any(Array) as unknown }),
            extensions: {
              code: 'OPERATION_LIMIT_EXCEEDED',
              retryable: false,
              requestId: expect.any(String) as unknown,
            },
          },
        ],
        extensions: { xs2a: { upstreamCalls: 0, cacheHits: 0 } },
      });
    });
  },
);

describe('fragments', () => {
  it.each<[string, string, Limit]>([
    ['of one field many times', `fragment F on BankUser { ${times(1_900, () => 'id')} }`, LIMITS.aliases],
    [
      'that spread many',
      `fragment F on BankUser { ${times(50, (n) => `...F${n}`)} } ${times(50, (n) => `fragment F${n} on BankUser { id xs2aId name email testMode }`)}`,
      LIMITS.fieldPairs,
    ],
    ['of one name', times(20, () => `fragment F on BankUser { ${times(150, () => 'id')} }`), LIMITS.selections],
  ])('that nothing spreads count: %s', async (_, fragments, { message }) => {
    const { status, errors } = await ask({ query: `{ __typename } ${fragments}` });
    expect({ status, errors }).toMatchObject({ status: 400, errors: [{ message }] });
  });

  it('that double each other are refused for their size', async () => {
    const doublings = times(50, (n) => `fragment F${n} on BankUser { ...F${n + 1} ...F${n + 1} }`);
    const { status, errors } = await ask({
      query: `{ viewer { ...F0 } } ${doublings} fragment F50 on BankUser { name }`,
    });
    expect({ status, errors }).toMatchObject({ status: 400, errors: [{ message: LIMITS.selections.message }] });
  });

  it.each([1, 2, 59, 60])('that spread each other in a ring of %d do not fit the schema', async (count) => {
    const ring = times(count, (n) => `fragment F${n} on BankUser { id ...F${(n + 1) % count} ...F0 }`);
    const { status, errors } = await ask({ query: `{ viewer { ...F0 } } ${ring}` });
    expect({ status, errors }).toMatchObject({
      status: 400,
      errors: [{ message: 'A fragment spreads itself.', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  it('that are nobody’s, or of no known type, are left to the validation', async () => {
    const { errors } = await ask({ query: '{ viewer { ...Gone } } fragment Other on Dragon { id }' });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(
      Array(errors?.length).fill('GRAPHQL_VALIDATION_FAILED'),
    );
    expect(errors?.length).toBeGreaterThan(1);
  });
});

it.each([
  ['at the same level', 'connections { id }'],
  ['in inline fragments', '... { name }'],
])('counts fields that are asked for again, %s', async (_, selection) => {
  const { errors } = await ask({ query: `{ viewer { ${times(LIMITS.aliases.most + 2, () => selection)} } }` });
  expect(errors).toMatchObject([{ message: LIMITS.aliases.message }]);
});

it('measures every operation of a document', async () => {
  const { errors } = await post(gateway.url, {
    query: `query A { __typename } query B ${nested(16)}`,
    operationName: 'A',
  });
  expect(errors).toMatchObject([{ message: LIMITS.depth.message }]);
});

it('finds the lists of a recursion through accounts and connections too dear', async () => {
  const { errors } = await ask({
    query:
      '{ viewer { accounts { bankUser { accounts { bankUser { accounts { bankUser { accounts { bankUser { accounts { id } } } } } } } } } } }',
  });
  expect(errors).toMatchObject([{ message: LIMITS.cost.message }]);
});

it('lets the introspection of explorers through', async () => {
  const query = getIntrospectionQuery({
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const { status, errors } = await ask({ query });
  expect({ status, errors }).toEqual({ status: 200 });
});

it.each(READY_OPERATIONS.map(({ title, document, variables }) => ({ title, document, variables })))(
  'lets the explorer’s operation through: $title',
  async ({ document, variables }) => {
    const { errors = [] } = await ask({ query: document, variables });
    expect(errors.map(({ extensions }) => extensions.code)).not.toContain('OPERATION_LIMIT_EXCEEDED');
  },
);

it('answers what it refused in the same way again, and other documents as ever', async () => {
  const refused = documents.depth(16);
  const [first, second] = [await ask(refused), await ask(refused)];
  expect(second.errors?.map(({ message }) => message)).toEqual(first.errors?.map(({ message }) => message));
  expect(await ask({ query: '{ __typename }' })).toMatchObject({ status: 200, data: { __typename: 'Query' } });
});
