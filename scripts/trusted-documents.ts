import { TypedDocumentString } from '../client/src/document.js';
import * as operations from '../client/src/generated/operations.js';
import { manifestOf } from './manifest.js';

// Prints the manifest of the client's operations, which is kept in client/trusted-documents.json.
const documents = Object.values(operations).filter((value) => value instanceof TypedDocumentString);
process.stdout.write(`${JSON.stringify(manifestOf(documents.map(String)), null, 2)}\n`);
