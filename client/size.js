import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

// What the client adds to a page: minified and compressed, in kB of 1000 bytes. Ends with 1 when it is more than it may be.

const NAME = '@xs2a-graphql-gateway/client';

const PROGRAMS = [
  {
    name: 'one query with one document',
    limit: 6,
    text: `import { Transport } from '${NAME}';
      import { AccountsDocument } from '${NAME}/documents';
      new Transport({ url: '/graphql' }).send(AccountsDocument).then(console.log);`,
  },
  {
    name: 'everything',
    limit: 12,
    text: `import * as client from '${NAME}'; import * as documents from '${NAME}/documents'; console.log(client, documents);`,
  },
];

export async function sizes() {
  return Promise.all(PROGRAMS.map(async ({ name, limit, text }) => ({ name, limit, size: await sizeOf(text) })));
}

async function sizeOf(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    // The floor of browsers.
    target: ['chrome98', 'firefox97', 'safari15.4'],
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
}

const found = await sizes();
for (const { name, limit, size } of found) console.log(`${name}: ${size.toFixed(2)} kB (at most ${limit})`);
if (found.some(({ limit, size }) => size > limit)) process.exitCode = 1;
