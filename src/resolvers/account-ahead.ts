import { getArgumentValues, getNamedType, isObjectType, Kind, type FieldNode, type GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../context.js';
import { prefetch } from '../datasources/prefetch.js';
import type { PendingAccount } from '../datasources/pending-account.js';
import { collectSubfields } from '../graphql/execution/graphql-internals.js';
import type { TurnoverFieldArgs } from './turnover-answer.js';

/** Fields of an account that may lead to it again, and to its turnovers of other dates. */
const ROUNDABOUT = ['bankUser', 'connection'];

/**
 * Begins to read what is asked of an account while it is being looked up in the list of accounts, which spares a round. Its
 * turnovers only where nothing else in the operation can ask for them: else not all dates would be known, and one call would
 * become two.
 */
export function readAhead(
  info: GraphQLResolveInfo,
  account: PendingAccount,
  { sources, turnoverAnswers }: Pick<GatewayContext, 'sources' | 'turnoverAnswers'>,
): void {
  const asked = fieldsBelow(info);
  if (asked.has('balance')) void prefetch(() => sources.balances.of(account));
  if (!isOnlyField(info) || ROUNDABOUT.some((name) => asked.has(name))) return;
  const turnovers = (asked.get('turnovers') ?? []).map((node) => argumentsOf(node, info));
  turnoverAnswers.begin(
    account,
    turnovers.filter((args) => args !== undefined),
  );
}

/** The fields that are selected of an object, by their names; of those under one key, the first. */
function fieldsBelow(info: GraphQLResolveInfo): ReadonlyMap<string, readonly FieldNode[]> {
  const byName = new Map<string, FieldNode[]>();
  for (const [node] of collectedBelow(info)) {
    if (node !== undefined) byName.set(node.name.value, [...(byName.get(node.name.value) ?? []), node]);
  }
  return byName;
}

/** None where the executor will refuse the selection: for a condition that is null. */
function collectedBelow({ schema, fragments, variableValues, returnType, fieldNodes }: GraphQLResolveInfo) {
  const type = getNamedType(returnType);
  if (!isObjectType(type)) return [];
  try {
    return collectSubfields(schema, fragments, variableValues, type, fieldNodes).values();
  } catch {
    return [];
  }
}

function isOnlyField({ operation }: GraphQLResolveInfo): boolean {
  const [first, second] = operation.selectionSet.selections;
  return first?.kind === Kind.FIELD && second === undefined;
}

/** Undefined where the field itself will say what is wrong with them. */
function argumentsOf(
  node: FieldNode,
  { returnType, variableValues }: GraphQLResolveInfo,
): TurnoverFieldArgs | undefined {
  const type = getNamedType(returnType);
  const definition = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  try {
    return definition && getArgumentValues(definition, node, variableValues);
  } catch {
    return undefined;
  }
}
