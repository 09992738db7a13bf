import { EnvHttpProxyAgent, Pool, type Agent, type Dispatcher } from 'undici';
import type { ProxyConfig } from './config/config.js';

/** Opens connections to HTTPS servers through a proxy. */
export type OpenProxied = (options: Agent.Options) => Dispatcher;

/** @param tunnelMs milliseconds for the proxy to connect to the server */
export function proxiedBy({ url, except }: ProxyConfig, tunnelMs = 5_000): OpenProxied {
  return (options) =>
    new EnvHttpProxyAgent({
      ...options,
      httpsProxy: url,
      // Not undefined, which would have it read from the environment. Plain HTTP does not leave the own network.
      httpProxy: '',
      noProxy: except,
      proxyTls: { timeout: tunnelMs },
      requestTls: { timeout: tunnelMs },
      clientFactory: (proxy, connections) => tunnels(new Pool(proxy, { ...connections, headersTimeout: tunnelMs })),
    });
}

type Connect = (options: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>;

/** Tells a tunnel that the proxy does not open, so that nothing was sent, from a request that failed. */
function tunnels(pool: Pool): Pool {
  const connect: Connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: async (options: Dispatcher.ConnectOptions) => {
      const answer = await connect(options).catch(() => undefined);
      if (answer?.statusCode === 200) return answer;
      answer?.socket.on('error', () => undefined).destroy();
      throw Object.assign(new Error('The proxy does not connect to the server'), { code: 'ERR_PROXY_TUNNEL' });
    },
  });
}
