import { GatewayClient } from '@xs2a-graphql-gateway/client';
import { importTurnovers } from './importer.js';
import { SqliteCopy } from './sqlite-copy.js';

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', GATEWAY_TOKEN = '', COPY = 'turnovers.sqlite' } = process.env;

const gateway = new GatewayClient({ url: GATEWAY_URL, token: () => GATEWAY_TOKEN });
const copy = new SqliteCopy(COPY);
try {
  const { accounts, months } = await importTurnovers(gateway, gateway.viewer, copy);
  console.log(`${accounts} accounts, ${months} months replaced`);
} finally {
  copy.close();
}
