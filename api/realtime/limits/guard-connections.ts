import type { IncomingHttpHeaders } from 'node:http';
import type { Server } from 'socket.io';
import { countTraffic, cutOff, isTooSlow, type Connection } from './connection.js';
import { PendingConnections } from './pending-connections.js';
import { slowSocketsClosed } from '../socket-metrics.js';
import { punish } from './punish.js';

/** About 100 MB of memory; more than reconnect to one process at once. */
const mostPending = 8_000;

const bytesPerUnit = 1_024;

/** The CONNECT packet of the Socket.IO protocol. */
const entry = '0';

interface Packet {
  type: string;
  data?: unknown;
}

/**
 * Limits input rate and output buffer per web socket at the Engine.IO level, below all namespaces, and therefore before
 * authentication.
 */
export function guardConnections({ engine }: Pick<Server, 'engine'>): void {
  const pending = new PendingConnections(mostPending, cutOff);

  // One shared listener with `this`: a closure per connection would cost memory per connection.
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
    if (isTooSlow(this)) cutOffSlow(this);
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
    // WebSocket ping frames are answered by `ws` below Engine.IO, without any of these limits.
    websocketOf(connection).on('ping', (data) => {
      onReceived.call(connection, { type: 'ping', data });
      if (isTooSlow(connection)) cutOffSlow(connection);
    });
  });
  engine.on('flush', (connection: Connection) => {
    const traffic = countTraffic(connection);
    traffic.sentBytes += traffic.queuedBytes;
    traffic.queuedBytes = 0;
  });
}

function cutOffSlow(connection: Connection): void {
  slowSocketsClosed.inc();
  cutOff(connection);
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return Buffer.isBuffer(data) ? data.byteLength : 0;
}

/** Frees up to 16 KB of request headers per connection; later only the Origin is needed. */
function forgetHeaders({ request }: Connection): void {
  const { origin } = request.headers;
  request.headers = (origin === undefined ? {} : { origin }) satisfies IncomingHttpHeaders;
  request.rawHeaders = [];
}

interface Pinged {
  on(event: 'ping', listen: (data: Buffer) => void): void;
}

const websocketOf = ({ request }: Connection) => (request as unknown as { websocket: Pinged }).websocket;
