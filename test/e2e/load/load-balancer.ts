import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayProcess } from '../../support/gateway-process.js';
import { until } from '../../support/until.js';

const CHECK_MS = 100;

interface Instance {
  readonly url: string;
  /** Connections are kept, and used again. */
  readonly agent: Agent;
  isReady: boolean;
  served: number;
}

/**
 * Sends each request to the next of the instances that are ready, by their own word. An instance that cannot be connected to is passed over,
 * as load balancers do; a request that was sent is never sent again, and what happens to it is for its client to see.
 */
export class LoadBalancer {
  readonly #instances: Instance[] = [];
  readonly #programs: GatewayProcess[] = [];
  readonly #server: Server;
  readonly #checks: NodeJS.Timeout;
  #turn = 0;

  private constructor() {
    // It never closes a client's connection by itself: that would look like a fault of an instance.
    this.#server = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, (incoming, outgoing) => {
      this.#serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    this.#checks = setInterval(() => {
      for (const instance of this.#instances) void this.#check(instance);
    }, CHECK_MS);
  }

  static async start(): Promise<LoadBalancer> {
    const balancer = new LoadBalancer();
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** As an orchestrator does: the instance has traffic once it is ready. It is killed with the balancer, unless it has ended. */
  async startInstance(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const program = await GatewayProcess.start(env);
    this.#programs.push(program);
    const { url } = program;
    const instance = { url, agent: new Agent({ keepAlive: true }), isReady: false, served: 0 };
    this.#instances.push(instance);
    await until('it is ready', () => instance.isReady);
    return program;
  }

  /** How many responses have come from the instance. */
  servedBy(url: string): number {
    return this.#instances.find((instance) => instance.url === url)?.served ?? 0;
  }

  async stop(): Promise<void> {
    clearInterval(this.#checks);
    await Promise.all(this.#programs.map((program) => program.kill()));
    for (const { agent } of this.#instances) agent.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #check(instance: Instance): Promise<void> {
    const health = await fetch(`${instance.url}/health/ready`).catch(() => undefined);
    await health?.text();
    instance.isReady = health?.status === 200;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const ready = this.#instances.filter(({ isReady }) => isReady);
    const first = this.#turn++;
    for (let tries = 0; tries < ready.length; tries += 1) {
      const instance = ready[(first + tries) % ready.length];
      if (instance === undefined || !(await this.#pass(instance, incoming, Buffer.concat(chunks), outgoing))) continue;
      return;
    }
    outgoing.writeHead(503).end('no instance is ready');
  }

  /** @returns false when nothing was sent, since there is no connection */
  #pass(instance: Instance, { method, url, headers }: IncomingMessage, body: Buffer, outgoing: ServerResponse) {
    return new Promise<boolean>((resolve) => {
      const sent = request(`${instance.url}${url ?? ''}`, { method, headers, agent: instance.agent }, (answer) => {
        instance.served += 1;
        // What is said of the connection is about that to the instance.
        outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'keep-alive' });
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
        resolve(true);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') {
          resolve(false);
          return;
        }
        if (!outgoing.headersSent)
          outgoing.writeHead(502).end(`${error.message}, reused: ${String(sent.reusedSocket)}`);
        resolve(true);
      });
      sent.end(body);
    });
  }
}
