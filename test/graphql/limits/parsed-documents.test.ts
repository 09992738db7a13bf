import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { post, startDemoGateway } from '../../support/demo-gateway.js';

const chatty = (number: number) => `{ __typename }${'#\n'.repeat(24_000)}#${number}`;

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
