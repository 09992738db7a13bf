import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { Drain } from '../../src/http/drain.js';

const GRACE_MS = 300;
/** It is 1.7 s, and half as much again on a machine that is busy with other things. Waiting for quiet twice takes 4.3. */
const AFTER_GRACE_MS = 3_500;

it('ends soon after its grace time, whatever goes on', async () => {
  const drain = new Drain(GRACE_MS);
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
  const began = performance.now();
  await drain.end(server, () => new Promise(() => undefined));
  const took = performance.now() - began;
  goesOn = false;
  expect(drain.hasEnded).toBe(true);
  expect(took).toBeLessThan(GRACE_MS + AFTER_GRACE_MS);
});
