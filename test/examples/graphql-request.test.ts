import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

const execute = promisify(execFile);

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway();
});

afterAll(() => gateway.close());

function run(token: string) {
  const env = { PATH: process.env.PATH, GATEWAY_URL: `${gateway.url}/graphql`, GATEWAY_TOKEN: token };
  return execute(process.execPath, ['examples/graphql-request/main.js'], { env });
}

it('prints accounts and balances', async () => {
  const { stdout } = await run(gateway.demo.bankUserToken);
  expect(stdout).toMatch(/^.+ · .+ · -?\d+\.\d{2} EUR$/m);
});

it('ends with the code of what the gateway refuses', async () => {
  await expect(run('x')).rejects.toMatchObject({ code: 1, stderr: 'UNAUTHENTICATED\n' });
});
