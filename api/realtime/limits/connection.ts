import type { Socket } from 'socket.io';
import { TokenBucket } from './token-bucket.js';

/** An Engine.IO connection, which multiplexes one socket per joined namespace. */
export type Connection = Socket['conn'];

/**
 * Output buffer limit of a slow reader. Beyond it the connection is closed with the next packet; the client catches up when it
 * reconnects. A single packet may be larger.
 */
const mostWaitingBytes = 1_048_576;

/** Above this output buffer size, requests of the client are refused. */
const slowBytes = 131_072;

/** Input rate per web socket; each started kilobyte counts as one packet. */
const packetRate = { burst: 300, perSecond: 50 };

/** Rate of namespace joins. */
const entryRate = { burst: 20, perSecond: 1 };

/** Counters of a web socket. */
export class Traffic {
  readonly packets = new TokenBucket(packetRate);
  readonly entries = new TokenBucket(entryRate);
  /** Total bytes handed to the transport; characters count as bytes. */
  sentBytes = 0;
  /** Bytes buffered while the transport is not writable. */
  queuedBytes = 0;
  refusals = 0;
  /** Namespaces joined or being joined. */
  namespaces: readonly string[] = [];
}

const trafficKey = Symbol('traffic');
type Counted = Connection & { [trafficKey]?: Traffic };

export function countTraffic(connection: Counted): Traffic {
  const known = connection[trafficKey];
  if (known) return known;
  const traffic = new Traffic();
  connection[trafficKey] = traffic;
  return traffic;
}

/** Bytes buffered in this process for the client. */
function waitingBytes(connection: Connection): number {
  const queuedBytes = (connection as Counted)[trafficKey]?.queuedBytes ?? 0;
  return queuedBytes + connection.request.socket.writableLength;
}

export const isTooSlow = (connection: Connection): boolean => waitingBytes(connection) > mostWaitingBytes;

export const isSlow = (connection: Connection): boolean => waitingBytes(connection) > slowBytes;

/** Total bytes sent, including buffered ones. */
export function bytesSentTo(connection: Connection): number {
  const traffic = (connection as Counted)[trafficKey];
  return traffic ? traffic.sentBytes + traffic.queuedBytes : 0;
}

/** Destroys a connection and frees its buffers. A graceful close would wait until the client has read them. */
export function cutOff(connection: Connection): void {
  connection.close(true);
  connection.request.socket.destroy();
}

/** @returns false when the namespace is joined already, or while the client does not read. */
export function enterNamespace(connection: Connection, name: string): boolean {
  const traffic = countTraffic(connection);
  if (traffic.namespaces.includes(name) || isSlow(connection)) return false;
  traffic.namespaces = [...traffic.namespaces, name];
  return true;
}

/** A connection without any namespace is closed after this time. */
const emptyForMs = 10_000;

export function leaveNamespace(connection: Connection, name: string): void {
  const traffic = countTraffic(connection);
  traffic.namespaces = traffic.namespaces.filter((entered) => entered !== name);
  if (traffic.namespaces.length > 0 || connection.readyState !== 'open') return;
  setTimeout(() => {
    if (traffic.namespaces.length === 0) cutOff(connection);
  }, emptyForMs).unref();
}
