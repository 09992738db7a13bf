import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createGateway } from '../../dist/index.js';

const SECRET = 'a secret of this benchmark that nobody else needs';

/** A gateway over a test bank of its own, another process. */
export async function serve() {
  const bank = spawn(process.execPath, ['dist/testbank/main.js'], {
    env: { ...process.env, TESTBANK_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const bankUrl = /http:\S+/.exec(String(await new Promise((told) => bank.stdout.once('data', told))))[0];
  const gateway = await createGateway({
    XS2A_BASE_URL: bankUrl,
    XS2A_API_KEY: 'testbank',
    AUTH_JWT_SECRET: SECRET,
    PORT: 0,
    LOG_LEVEL: 'error',
    RATE_LIMIT_BANK_USER: 0,
  });
  const url = await gateway.listen();
  return {
    /** Asks the test bank's own interface. */
    control: (path, body) => control(`${bankUrl}/_testbank/${path}`, body),
    /** Asks the gateway; fails where there is any error. */
    ask: (token, query, variables) => ask(url, token, query, variables),
    close: async () => {
      await gateway.close();
      bank.kill();
    },
  };
}

/** Of a bank user, by XS2A's id. */
export function tokenOf(bankUserId) {
  const part = (content) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const text = `${part({ alg: 'HS256' })}.${part({ bank_user_id: bankUserId, exp })}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}

async function control(url, body) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

async function ask(url, token, query, variables) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const body = JSON.stringify({ query, variables });
  const answer = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer;
}
