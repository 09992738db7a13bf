import { printSubgraphSchema } from '@apollo/subgraph';
import { buildExecutableSchema } from './graphql/executable-schema.js';

// Prints the SDL to publish, which is kept in schema.graphql.
process.stdout.write(`${printSubgraphSchema(await buildExecutableSchema({ publicSdl: true }))}\n`);
