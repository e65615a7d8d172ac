import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeSoftly } from './refusals.js';

/** The largest body that any call takes. */
export const largestBodyBytes = 65_536;

/** By what it says of itself. A body that comes in chunks does not say how long it is. */
export const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

export const saysTooLarge = ({ headers }: IncomingMessage) =>
  Number(headers['content-length'] ?? 0) > largestBodyBytes;

/**
 * Keeps the server from reading a large body to its end, only to throw it away, after a request was answered without
 * it: by a 413, a 401, or at an address that takes none. Such an answer closes its connection. A small body that is
 * still on its way is read, since a new connection costs more.
 */
export function leaveUnread(req: IncomingMessage, res: ServerResponse): void {
  const mayBeLarge = saysTooLarge(req) || req.headers['transfer-encoding'] !== undefined;
  if (!mayBeLarge) return;
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => typeof res;
  res.writeHead = (...args: unknown[]) => {
    if (!req.complete) stopReading(req, res);
    return writeHead(...args);
  };
}

function stopReading(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Connection', 'close');
  // What is read of it from here on stays in its buffer, and when that is full, in the network.
  req.read(0);
  const { socket } = req;
  socket.destroySoon = () => {
    closeSoftly(socket);
  };
}
