import type { IncomingHttpHeaders } from 'node:http';
import type { Server } from 'socket.io';
import { countTraffic, cutOff, isTooSlow, type Connection } from './connection.js';
import { PendingConnections } from './pending-connections.js';
import { punish } from './punish.js';

/** About 100 MB; more than come back at once to one process. */
const mostPending = 8_000;

const bytesPerUnit = 1_024;

/** In Socket.IO's protocol, the packet that asks to enter a namespace. */
const entry = '0';

interface Packet {
  type: string;
  data?: unknown;
}

/**
 * Bounds what one web socket may send, and what may wait for it, below all namespaces: whatever is sent there, by whom
 * and why, passes here. Nothing of it looks at who is speaking, so that it holds before anybody has shown a token.
 */
export function guardConnections({ engine }: Pick<Server, 'engine'>): void {
  const pending = new PendingConnections(mostPending, cutOff);

  // One function for all connections, which are `this`: a closure for each would be memory for each.
  function onReceived(this: Connection, packet: Packet) {
    const { type, data } = packet;
    const traffic = countTraffic(this);
    if (!traffic.packets.take(1 + Math.floor(sizeOf(data) / bytesPerUnit))) {
      punish(this);
      return;
    }
    if (type !== 'message' || typeof data !== 'string' || !data.startsWith(entry)) return;
    pending.settle(this);
    if (!traffic.entries.take()) punish(this);
  }

  function onSending(this: Connection, { data }: Packet) {
    if (isTooSlow(this)) cutOff(this);
    else countTraffic(this).queuedBytes += sizeOf(data);
  }

  function onClosed(this: Connection) {
    pending.settle(this);
  }

  engine.on('connection', (connection: Connection) => {
    forgetHeaders(connection);
    pending.add(connection);
    connection.on('packet', onReceived);
    connection.on('packetCreate', onSending);
    connection.once('close', onClosed);
    // A web socket's own ping is answered below all this, whether the client reads the answers or not.
    websocketOf(connection).on('ping', (data) => {
      onReceived.call(connection, { type: 'ping', data });
      if (isTooSlow(connection)) cutOff(connection);
    });
  });
  engine.on('flush', (connection: Connection) => {
    const traffic = countTraffic(connection);
    traffic.sentBytes += traffic.queuedBytes;
    traffic.queuedBytes = 0;
  });
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return Buffer.isBuffer(data) ? data.byteLength : 0;
}

/** They may be 16 KB, and would be kept for as long as the connection lasts. The door asks for the origin alone. */
function forgetHeaders({ request }: Connection): void {
  const { origin } = request.headers;
  request.headers = (origin === undefined ? {} : { origin }) satisfies IncomingHttpHeaders;
  request.rawHeaders = [];
}

interface Pinged {
  on(event: 'ping', listen: (data: Buffer) => void): void;
}

const websocketOf = ({ request }: Connection) => (request as unknown as { websocket: Pinged }).websocket;
