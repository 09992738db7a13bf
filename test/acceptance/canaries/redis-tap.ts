import { connect, type Socket } from 'node:net';
import { createClient } from '@keyv/redis';

/** Reads along at a Redis: every command with its arguments, from the first on, and at the end all that is kept. */
export class RedisTap {
  private text = '';

  private constructor(
    private readonly socket: Socket,
    private readonly url: string,
  ) {
    socket.on('data', (chunk: Buffer) => (this.text += chunk.toString('utf8')));
  }

  static async open(port: number, password: string): Promise<RedisTap> {
    const socket = connect(port, '127.0.0.1');
    const tap = new RedisTap(socket, `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`);
    socket.write(`AUTH ${password}\r\nMONITOR\r\n`);
    while (!tap.text.includes('+OK\r\n+OK\r\n')) await new Promise((resolve) => socket.once('data', resolve));
    return tap;
  }

  get commands(): string {
    return this.text;
  }

  /** Names and values of all records; fails for a kind of record that this does not know how to read. */
  async records(): Promise<readonly string[]> {
    const client = createClient({ url: this.url });
    await client.connect();
    try {
      const names = await client.keys('*');
      // One may have ended meanwhile.
      for (const name of names) expect(['string', 'none']).toContain(await client.type(name));
      return await Promise.all(names.map(async (name) => `${name} ${String(await client.get(name))}`));
    } finally {
      client.destroy();
    }
  }

  close(): void {
    this.socket.destroy();
  }
}
