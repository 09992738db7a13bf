import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { post, startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

/** The SDK of a service in which a gateway is embedded, as that service has registered it. */
const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  // Later than the gateway: it looks for it with every operation.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
});
afterAll(async () => {
  await gateway.close();
  trace.disable();
  context.disable();
});

it('is within the span that the service has for the request', async () => {
  const server = createServer((request, response) => {
    trace.getTracer('the service').startActiveSpan('POST', (span) => {
      response.on('close', () => {
        span.end();
      });
      gateway.handle(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await post(url, { query: 'query Name { viewer { name } }' }, gateway.demo.bankUserToken);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  expect(answer).toMatchObject({ status: 200, data: { viewer: { name: 'Klara Vielkonto' } } });
  const spans = exporter.getFinishedSpans();
  const [service] = spans.filter(({ name }) => name === 'POST');
  const [operation] = spans.filter(({ name }) => name === 'query Name');
  expect(operation?.parentSpanContext?.spanId).toBe(service?.spanContext().spanId);
  expect(spans.filter(({ name }) => name === 'read bank-user')).toMatchObject([
    { parentSpanContext: { spanId: operation?.spanContext().spanId } },
  ]);
});
