import type { Socket } from 'socket.io';
import { TokenBucket } from './token-bucket.js';

/** A web socket, which carries one socket for each namespace that its client has entered. */
export type Connection = Socket['conn'];

/**
 * Whoever reads so slowly that more than this waits is cut off with the next packet: it catches up when it comes back.
 * One packet alone may be larger.
 */
const mostWaitingBytes = 1_048_576;

/** While more than this waits, nothing is sent that the client itself has asked for. */
const slowBytes = 131_072;

/** What a client may send by one web socket, whoever it is; each started kilobyte counts. */
const packets = { burst: 300, perSecond: 50 };

/** How often it may ask to enter a namespace. */
const entries = { burst: 20, perSecond: 1 };

/** What is counted for a web socket. */
export class Traffic {
  readonly packets = new TokenBucket(packets);
  readonly entries = new TokenBucket(entries);
  /** Handed to the transport since the beginning. Characters count as bytes. */
  sentBytes = 0;
  /** In front of a transport that is busy. */
  queuedBytes = 0;
  refusals = 0;
  /** Those that it has entered, or is entering. */
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

/** Everything that has been sent to this client and waits in this process for it to read on. */
function waitingBytes(connection: Connection): number {
  const queuedBytes = (connection as Counted)[trafficKey]?.queuedBytes ?? 0;
  return queuedBytes + connection.request.socket.writableLength;
}

export const isTooSlow = (connection: Connection): boolean => waitingBytes(connection) > mostWaitingBytes;

export const isSlow = (connection: Connection): boolean => waitingBytes(connection) > slowBytes;

/** Everything that was sent to this client by now, read or not. */
export function bytesSentTo(connection: Connection): number {
  const traffic = (connection as Counted)[trafficKey];
  return traffic ? traffic.sentBytes + traffic.queuedBytes : 0;
}

/** Ends a connection at once and frees what waits for it. A close in order would wait until the client has read it all. */
export function cutOff(connection: Connection): void {
  connection.close(true);
  connection.request.socket.destroy();
}

/** @returns whether a connection may enter this namespace: not a second time, and not while it does not read. */
export function enterNamespace(connection: Connection, name: string): boolean {
  const traffic = countTraffic(connection);
  if (traffic.namespaces.includes(name) || isSlow(connection)) return false;
  traffic.namespaces = [...traffic.namespaces, name];
  return true;
}

/** A client that is in no namespace, and enters none in this time, has nothing to wait for. */
const emptyForMs = 10_000;

export function leaveNamespace(connection: Connection, name: string): void {
  const traffic = countTraffic(connection);
  traffic.namespaces = traffic.namespaces.filter((entered) => entered !== name);
  if (traffic.namespaces.length > 0 || connection.readyState !== 'open') return;
  setTimeout(() => {
    if (traffic.namespaces.length === 0) cutOff(connection);
  }, emptyForMs).unref();
}
