import { dirname, resolve } from 'node:path';

/**
 * `import-x/no-cycle` leaves imports of types out. This one counts them: rooms that can be read one file after the other
 * have no file that needs itself to be understood.
 */
const noCycle = {
  meta: { type: 'problem', messages: { cycle: 'This file needs itself: {{ way }}.' }, schema: [] },
  create(context) {
    const { program } = context.sourceCode.parserServices;
    return {
      'Program:exit'(node) {
        const way = wayBack(program, program.getSourceFile(context.filename));
        if (way !== undefined) context.report({ node, messageId: 'cycle', data: { way: way.join(' → ') } });
      },
    };
  },
};

/** The shortest way over imports from a file to itself, by the files' own names. */
function wayBack(program, start) {
  const visited = new Set();
  const ways = [[start]];
  for (const way of ways) {
    for (const imported of importsOf(program, way.at(-1))) {
      if (imported === start) return [...way, start].map(({ fileName }) => fileName.split('/').slice(-2).join('/'));
      if (visited.has(imported)) continue;
      visited.add(imported);
      ways.push([...way, imported]);
    }
  }
  return undefined;
}

/** Files of our own that a file imports from or exports of, types included. */
function importsOf(program, file) {
  return file.statements
    .map(({ moduleSpecifier }) => moduleSpecifier?.text)
    .filter((path) => path?.startsWith('.'))
    .map((path) => program.getSourceFile(resolve(dirname(file.fileName), path.replace(/\.js$/, '.ts'))))
    .filter((imported) => imported !== undefined);
}

export const cycleLint = {
  files: ['src/testbank/**/*.ts'],
  plugins: { cycles: { rules: { 'no-cycle': noCycle } } },
  rules: { 'cycles/no-cycle': 'error' },
};
