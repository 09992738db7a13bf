/** What may be done with a promise before anybody listens to it: it is put where others find it. */
const STORING = new Set(['set', 'add', 'push']);

/**
 * A promise that is begun and listened to only later has nobody who hears it fail in between, and that is an unhandled
 * rejection: whatever throws, or waits, before the promise is returned, awaited or chained is enough. So a variable with a
 * promise is listened to by the statement behind it, or was begun by `prefetch`, which listens from the start.
 */
const listenAtOnce = {
  meta: {
    type: 'problem',
    messages: {
      late: 'Nobody listens to this promise yet: begin it by prefetch(), or listen to it in the next statement.',
    },
    schema: [],
  },
  create(context) {
    const typeOf = (node) => context.sourceCode.parserServices.getTypeAtLocation(node);
    const isPromise = (node) => node.type !== 'Identifier' && isBegun(partsOf(typeOf(node)));
    return {
      VariableDeclarator(node) {
        const { id, init, parent } = node;
        if (!init || id.type !== 'Identifier' || isPrefetch(init) || !isPromise(init)) return;
        const [variable] = context.sourceCode.getDeclaredVariables(node);
        const following = parent.parent.body?.slice?.(parent.parent.body.indexOf(parent) + 1) ?? [];
        const next = following.find((statement) => !isStored(statement, variable.references));
        const isHeard = variable.references.some(
          ({ identifier }) => next && isWithin(identifier, next) && isListenedTo(identifier),
        );
        if (!isHeard && !isGlobal(parent)) context.report({ node, messageId: 'late' });
      },
    };
  },
};

function isPrefetch({ type, callee }) {
  return type === 'CallExpression' && callee.type === 'Identifier' && callee.name === 'prefetch';
}

function isGlobal({ parent }) {
  return parent.type === 'Program' || parent.type === 'ExportNamedDeclaration';
}

function isWithin(node, ancestor) {
  return node.range[0] >= ancestor.range[0] && node.range[1] <= ancestor.range[1];
}

function partsOf(type) {
  return type.isUnion() ? type.types : [type];
}

/** What may be undefined was looked up. */
function isBegun(types) {
  return types.some(({ symbol }) => symbol?.name === 'Promise') && !types.some(({ flags }) => flags & UNDEFINED);
}

const UNDEFINED = 4;

/** `known.set(key, promise)`, `this.known = promise`, `const flight = { promise }` */
function isStored(statement, references) {
  const within = (node) => references.some(({ identifier }) => isWithin(identifier, node));
  if (statement.type === 'VariableDeclaration')
    return statement.declarations.every(({ init }) => init?.type === 'ObjectExpression' && within(init));
  const { expression } = statement;
  if (expression?.type === 'AssignmentExpression') return expression.right.type === 'Identifier' && within(expression);
  return STORING.has(expression?.callee?.property?.name);
}

/** Returned, awaited, chained, or among those of `Promise.all` and the like. */
function isListenedTo({ parent }) {
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
      return true;
    case 'MemberExpression':
      return ['then', 'catch', 'finally'].includes(parent.property.name);
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isListenedTo(parent);
    case 'CallExpression':
      return parent.callee.object?.name === 'Promise';
    default:
      return false;
  }
}

export const promiseLint = {
  files: ['src/**/*.ts'],
  plugins: { promises: { rules: { 'listen-at-once': listenAtOnce } } },
  rules: { 'promises/listen-at-once': 'error' },
};
