import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { Drain } from '../../src/http/drain.js';

it('ends after its grace time, whatever goes on', async () => {
  const drain = new Drain(300);
  const server = createServer();
  drain.watch(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  let goesOn = true;
  // There is no moment without a connection and a request, and none of them is ever answered.
  const arrive = () => {
    const socket = new Socket();
    server.emit('connection', socket);
    drain.begin({ socket }, new EventEmitter() as never);
    if (goesOn) setImmediate(arrive);
  };
  arrive();
  await drain.end(server, () => new Promise(() => undefined));
  goesOn = false;
  expect(drain.hasEnded).toBe(true);
});
