import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector gets it (OTLP's JSON), its attributes as plain values. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly events: readonly string[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

type Wire = Readonly<Record<string, unknown>>;

/** A collector of traces on a free port of this machine, that speaks OTLP as JSON over HTTP. */
export class TraceCollector {
  /** As they came. */
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly paths: (string | undefined)[] = [];

  private constructor(private readonly server: Server) {}

  /** @param behaviour `silent`: takes what comes and never answers */
  static async start({
    behaviour = 'willing',
  }: { behaviour?: 'willing' | 'silent' | 'refusing' } = {}): Promise<TraceCollector> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        collector.bodies.push(body);
        collector.headers.push(request.headers);
        collector.paths.push(request.url);
        if (behaviour === 'refusing') response.statusCode = 400;
        if (behaviour !== 'silent') response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    const collector = new TraceCollector(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get spans(): readonly CollectedSpan[] {
    return this.bodies.flatMap((body) => spansIn(JSON.parse(body) as Wire));
  }

  /** What is said of the program itself. */
  get resource(): Readonly<Record<string, unknown>> {
    const { resourceSpans } = JSON.parse(this.bodies[0] ?? '{}') as { resourceSpans: { resource: Wire }[] };
    return attributesOf(resourceSpans[0]?.resource ?? {});
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** The names of spans, each with those within it, in the order of their names. */
export type SpanTree = readonly (string | readonly [string, SpanTree])[];

/** @param parent the id of a span; undefined for those that have none */
export function treeOf(spans: readonly CollectedSpan[], parent?: string): SpanTree {
  return spans
    .filter(({ parentSpanId }) => parentSpanId === parent)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, spanId }) => {
      const within = treeOf(spans, spanId);
      return within.length === 0 ? name : ([name, within] as const);
    });
}

function spansIn({ resourceSpans }: Wire): CollectedSpan[] {
  const scopes = (resourceSpans as { scopeSpans: { spans: Wire[] }[] }[]).flatMap(({ scopeSpans }) => scopeSpans);
  return scopes.flatMap(({ spans }) => spans).map(toSpan);
}

function toSpan(span: Wire): CollectedSpan {
  const { traceId, spanId, parentSpanId, name, kind } = span as unknown as CollectedSpan;
  const events = (span.events ?? []) as readonly { name: string }[];
  return {
    ...{ traceId, spanId, name, kind },
    parentSpanId: parentSpanId === '' ? undefined : parentSpanId,
    attributes: attributesOf(span),
    status: (span.status as { code?: number } | undefined)?.code ?? 0,
    events: events.map((event) => event.name),
    links: (span.links ?? []) as CollectedSpan['links'],
  };
}

function attributesOf({ attributes = [] }: Wire): Record<string, unknown> {
  const entries = attributes as readonly { key: string; value: Record<string, unknown> }[];
  return Object.fromEntries(entries.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(value: Record<string, unknown>): unknown {
  const [inner] = Object.values(value);
  if (!('arrayValue' in value)) return inner;
  return (inner as { values: Record<string, unknown>[] }).values.map(valueOf);
}
