const { isObjectType } = require('graphql');

/** For GraphQL Code Generator: the names of the object types that have no `id`, by which a normalised cache could store them. */
function plugin(schema) {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type))
    .filter((type) => type.getFields().id === undefined)
    .map(({ name }) => `\n  '${name}',`);
  return `export const typesWithoutId = [${names.join('')}\n];\n`;
}

module.exports = { plugin };
