import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'graphql';
import { ParsedDocuments } from '../../../src/graphql/limits/parsed-documents.js';
import { post, startDemoGateway } from '../../support/demo-gateway.js';

const usual = (number: number) => `query Overview${number} { viewer { name connections { bankName status } } }`;
const chatty = (number: number) => `{ __typename }${'#\n'.repeat(24_000)}#${number}`;

it('keeps hundreds of documents of a usual size', async () => {
  const documents = new ParsedDocuments();
  for (let number = 0; number < 500; number++) await documents.set(String(number), parse(usual(number)));
  expect(await documents.get('0')).toMatchObject({ kind: 'Document' });
});

it('forgets, and forgets the oldest first where documents are large', async () => {
  const documents = new ParsedDocuments();
  for (let number = 0; number < 4; number++) await documents.set(String(number), parse(chatty(number)));
  expect(await documents.get('0')).toBeUndefined();
  expect(await documents.get('3')).toMatchObject({ kind: 'Document' });
  await documents.delete('3');
  expect(await documents.get('3')).toBeUndefined();
});

it('lets nobody fill the memory with comments', async () => {
  const gateway = await startDemoGateway();
  const token = gateway.demo.bankUserToken;
  const before = bytesInUse();
  for (let number = 0; number < 120; number++) {
    expect(await post(gateway.url, { query: chatty(number) }, token)).toMatchObject({ data: { __typename: 'Query' } });
  }
  const grown = bytesInUse() - before;
  await gateway.close();
  // Kept, they would be 250 MB.
  expect(grown).toBeLessThan(100_000_000);
}, 60_000);

function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
