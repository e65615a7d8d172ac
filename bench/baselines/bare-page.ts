import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const html = `<!doctype html><ol></ol><script>
  new WebSocket(location.href.replace('http', 'ws')).onmessage = ({ data }) => {
    const toast = document.createElement('li');
    toast.className = 'toast';
    toast.textContent = data;
    document.querySelector('ol').replaceChildren(toast);
  };
</script>`;

/** A minimal page: one WebSocket, whose messages are rendered into one element. */
export class BarePage {
  private readonly server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  private readonly sockets = new WebSocketServer({ server: this.server });

  private constructor() {}

  static async open(): Promise<BarePage> {
    const page = new BarePage();
    page.server.listen(0, '127.0.0.1');
    await once(page.server, 'listening');
    return page;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Resolves when the page's WebSocket is open. */
  async connected(): Promise<void> {
    if (this.sockets.clients.size === 0) await once(this.sockets, 'connection');
  }

  send(): void {
    for (const socket of this.sockets.clients) socket.send('42["notification","Payment verified"]');
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    this.server.close();
    this.server.closeAllConnections();
  }
}
