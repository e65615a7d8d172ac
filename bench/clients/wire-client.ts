import { WebSocket } from 'ws';
import type { Inbox, LiveNotification } from '../../contract/sockets.js';

interface Listening {
  onInbox?: (inbox: Inbox) => void;
  onNotification?: (notification: LiveNotification) => void;
  onClose?: () => void;
}

/** The packet types of Engine.IO 4 and Socket.IO 5 that a client in one namespace needs. */
const packets = { open: '0', ping: '2', pong: '3', connect: '40', refused: '44', event: '42' } as const;

/**
 * A minimal Socket.IO client, so that thousands fit into one process and the load client needs little CPU. It does not
 * reconnect.
 */
export class WireClient {
  private constructor(private readonly ws: WebSocket) {}

  /**
   * Resolves when the server has accepted the connection; rejects when it refuses.
   * @param auth the handshake's `auth` payload.
   */
  static connect(url: string, auth: object, listening: Listening = {}): Promise<WireClient> {
    const ws = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    return new Promise((resolve, reject) => {
      ws.on('message', (data: Buffer) => {
        const text = data.toString();
        if (text.startsWith(packets.event)) hear(text.slice(packets.event.length), listening);
        else if (text === packets.ping) ws.send(packets.pong);
        else if (text.startsWith(packets.connect)) resolve(new WireClient(ws));
        else if (text.startsWith(packets.refused)) reject(new Error(`refused: ${text}`));
        else if (text.startsWith(packets.open)) ws.send(packets.connect + JSON.stringify(auth));
      });
      ws.on('error', reject);
      ws.on('close', () => {
        reject(new Error('the connection was closed'));
        listening.onClose?.();
      });
    });
  }

  /** Destroys the connection without a close frame. */
  cut(): void {
    this.ws.terminate();
  }
}

function hear(text: string, { onInbox, onNotification }: Listening): void {
  const [name, body] = JSON.parse(text) as [string, unknown];
  if (name === 'notification') onNotification?.(body as LiveNotification);
  else if (name === 'inbox') onInbox?.(body as Inbox);
}
