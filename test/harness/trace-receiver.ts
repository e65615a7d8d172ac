import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hereMs } from '../../dev/tests/machine.js';

interface Value {
  stringValue?: string;
  intValue?: number | string;
}

interface Sent {
  resourceSpans: {
    resource: { attributes: { key: string; value: Value }[] };
    scopeSpans: { spans: RawSpan[] }[];
  }[];
}

interface RawSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Value }[];
  events: unknown[];
  status: { code: number; message?: string };
}

export interface Span extends Omit<RawSpan, 'attributes'> {
  service: string;
  attributes: Record<string, string | number | undefined>;
}

const attributesOf = (list: { key: string; value: Value }[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

/** On a usual machine. */
const usualWaitMs = 8_000;

/** Receives traces as an OpenTelemetry collector does: OTLP over HTTP, in JSON. */
export class TraceReceiver {
  readonly spans: Span[] = [];
  /** All that was sent, for what must not be in it. */
  text = '';
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TraceReceiver> {
    const server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        if (req.url === '/v1/traces') receiver.take(Buffer.concat(chunks).toString());
        res.setHeader('Content-Type', 'application/json').end('{}');
      });
    });
    const receiver = new TraceReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The first span that fits, received already or soon. */
  async span(fits: (span: Span) => boolean, what: string): Promise<Span> {
    const found = this.spans.find(fits);
    if (found) return found;
    const waitMs = hereMs(usualWaitMs);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        const names = [...new Set(this.spans.map(({ service, name }) => `${service}: ${name}`))];
        reject(new Error(`no span ${what} within ${waitMs} ms, but: ${names.join(', ')}`));
      }, waitMs);
      const look = () => {
        const span = this.spans.find(fits);
        if (!span) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(span);
      };
      this.waiting.add(look);
    });
  }

  /** The span and those that it is inside of, as far as they are received. */
  ancestorsOf(span: Span): Span[] {
    const parent = this.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return [span, ...(parent ? this.ancestorsOf(parent) : [])];
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private take(body: string): void {
    this.text += body;
    const { resourceSpans } = JSON.parse(body) as Sent;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = String(attributesOf(resource.attributes)['service.name']);
      for (const { spans } of scopeSpans)
        for (const span of spans)
          this.spans.push({ ...span, service, attributes: attributesOf(span.attributes) });
    }
    for (const look of [...this.waiting]) look();
  }
}
