import type { IncomingMessage, ServerResponse } from 'node:http';
import { closeSoftly } from './refusals.js';

/** The maximum size of a request body. */
export const largestBodyBytes = 65_536;

/** From the headers alone. A chunked body does not announce its length. */
export const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

export const saysTooLarge = ({ headers }: IncomingMessage) =>
  Number(headers['content-length'] ?? 0) > largestBodyBytes;

/**
 * After an answer that did not read the body (413, 401, 404), closes the connection instead of receiving and discarding a large
 * body. A small body is received, since a new connection costs more.
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
  // From here on, unread data stays in the socket's buffer, and then in TCP's window.
  req.read(0);
  const { socket } = req;
  socket.destroySoon = () => {
    closeSoftly(socket);
  };
}
