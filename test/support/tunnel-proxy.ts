import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';

export interface TunnelOptions {
  /** By host: the port of the plain HTTP server on this machine that stands for it. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** Of all hosts. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** `refusing`: there is no way to any host; `silent`: it never says so. */
  readonly behaviour?: 'willing' | 'refusing' | 'silent';
}

/** A proxy for HTTPS, and all the hosts behind it. */
export class TunnelProxy {
  /** The hosts with their ports that it was asked for. */
  readonly targets: string[] = [];
  readonly credentials = new Set<string | undefined>();
  private readonly sockets = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly options: TunnelOptions,
  ) {
    server.on('connect', (request, socket) => {
      this.sockets.add(socket);
      this.open(
        request,
        socket.on('error', () => undefined),
      );
    });
  }

  static async start(options: TunnelOptions = {}): Promise<TunnelProxy> {
    const proxy = new TunnelProxy(createServer(), options);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private open({ url = '', headers }: IncomingMessage, socket: Duplex): void {
    const { behaviour = 'willing', hosts = {}, tls } = this.options;
    this.targets.push(url);
    this.credentials.add(headers['proxy-authorization']);
    const port = hosts[url.replace(/:443$/, '')];
    if (behaviour === 'silent') return;
    if (behaviour === 'refusing' || port === undefined || tls === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const secured = new TLSSocket(socket, { isServer: true, cert: tls.certificate, key: tls.key });
    const onward = connect(port, '127.0.0.1');
    this.sockets.add(onward);
    onward.on('error', () => secured.destroy());
    secured.on('error', () => onward.destroy());
    secured.pipe(onward).pipe(secured);
  }
}
