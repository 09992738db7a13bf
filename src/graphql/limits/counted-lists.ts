import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { whenKnown } from '../../domain/maybe-promise.js';
import type { GatewayContext } from '../../operation/context.js';

/** Counts the objects of all lists during execution: most lengths are not known before. */
export function countLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const isList = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type));
      if (isList) countList(field as GraphQLField<unknown, GatewayContext>);
    }
  }
}

function countList(field: GraphQLField<unknown, GatewayContext>): void {
  const { resolve } = field;
  if (resolve === undefined) return;
  field.resolve = (source, args, context, info) => {
    const count = (list: unknown): unknown => {
      if (Array.isArray(list)) context.answerSize.countObjects(list.length);
      return list;
    };
    return whenKnown(resolve(source, args, context, info), count);
  };
}
