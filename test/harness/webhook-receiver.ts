import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Somebody's server on this machine, to which webhooks are sent. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  status = 200;
  /** Of its answers. */
  headers: Record<string, string> = {};
  private held: Promise<void> | undefined;
  private readonly arrivals = new EventEmitter<{ arrival: [] }>();
  private readonly server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      this.received.push({ headers: request.headers, body });
      this.arrivals.emit('arrival');
      void (this.held ?? Promise.resolve()).then(() =>
        response
          .writeHead(
            this.status,
            this.status < 400 && this.status >= 300 ? { location: '/other' } : this.headers,
          )
          .end(),
      );
    });
  });

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  reset(): void {
    this.received.length = 0;
    this.status = 200;
    this.headers = {};
    this.held = undefined;
  }

  /** Answers nothing until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.held = new Promise((resolve) => (release = resolve));
    return release;
  }

  /** Resolves at the next arrival. */
  async next(): Promise<void> {
    await once(this.arrivals, 'arrival');
  }

  /** Resolves when a body that fits has arrived. */
  async has(part: string): Promise<Received> {
    for (;;) {
      const found = this.received.find(({ body }) => body.includes(part));
      if (found) return found;
      await this.next();
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
