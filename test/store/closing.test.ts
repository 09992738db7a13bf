import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { readConfig, type RedisConfig } from '../../src/config/config.js';
import { RedisLink } from '../../src/store/redis-link.js';
import { certificateFor, noOpenssl, type Certificate } from '../support/certificate.js';
import { describeUnless } from '../support/unless.js';
import { until } from '../support/until.js';

const KEY = Buffer.alloc(32, 7);

/** Begins with TLS when it is told to, and says nothing then. */
describeUnless(noOpenssl)('a server whose handshake is slow', () => {
  let certificate: Certificate;
  let server: Server;
  const arrived: Socket[] = [];

  beforeAll(async () => {
    certificate = certificateFor('IP:127.0.0.1');
    server = createServer((socket) => void arrived.push(socket.on('error', () => undefined)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(() => {
    for (const socket of arrived) socket.destroy();
    server.close();
    certificate.remove();
  });

  it.each(['rediss://%', 'rediss-sentinel://%/main', 'rediss-cluster://%'])(
    'has no connection left when the store was closed during it: %s',
    async (form) => {
      const { port } = server.address() as AddressInfo;
      const url = form.replace('%', `127.0.0.1:${port}`);
      const variables = { STORE_URL: url, REDIS_CA_FILE: certificate.path, ENCRYPTION_KEY: KEY.toString('base64') };
      const config = readConfig(variables).store as RedisConfig;
      const link = new RedisLink(config, { namespace: 'closing', encryptionKeys: [KEY], onEvent: () => undefined });
      const socket = await until('it has arrived', () => arrived.pop());
      const closed = link.close();
      const tls = createTlsServer({ cert: certificate.certificate, key: certificate.key });
      const secured = once(tls, 'secureConnection');
      tls.emit('connection', socket);
      const [connection] = (await secured) as [TLSSocket];
      connection.resume();
      await closed;
      await until('no connection is left', () => connection.destroyed);
    },
  );
});
