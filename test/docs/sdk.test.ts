import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { ENDPOINTS } from '../../src/datasources/xs2a/endpoints.js';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'), { assumeValidSDL: true });
const rows = [
  ...readFileSync('docs/sdk.md', 'utf8').matchAll(/^\| (.+?) +\| `([A-Z]+ \/v1\/\S+)` +\| (.+?) +\|$/gm),
].map(([, what = '', request = '', members = '']) => ({ what, request, members }));

/** Whether there is `Type.field` or `Type.field(argument)`. */
function exists(member: string): boolean {
  const [, typeName = '', name = '', argument] = /^(\w+)\.(\w+)(?:\((\w+)\))?$/.exec(member) ?? [];
  const type = schema.getType(typeName);
  if (isInputObjectType(type)) return argument === undefined && name in type.getFields();
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  return field !== undefined && (argument === undefined || field.args.some((arg) => arg.name === argument));
}

it.each(rows)('$what ($request) has the members that are named', ({ members }) => {
  const named = [...members.matchAll(/`([^`]+)`/g)].map(([, member = '']) => member);
  expect(named.filter((member) => !exists(member))).toEqual([]);
});

it('has a line for every call that the gateway makes', () => {
  const requests = rows.map(({ request }) => request);
  const made = Object.values(ENDPOINTS).map(({ method, route }) => `${method} ${route}`);
  expect(made.filter((call) => !requests.includes(call))).toEqual([]);
  expect(new Set(requests).size).toBe(requests.length);
});

it('knows a member that is not there', () => {
  expect(['Query.banks(nothing)', 'Query.nothing', 'Nothing.id', 'banks'].filter(exists)).toEqual([]);
});
