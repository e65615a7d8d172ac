import type { IncomingMessage } from 'node:http';

export function isFromHere(request: {
  headers: IncomingMessage['headers'];
  socket: { remoteAddress?: string | undefined };
}): boolean;
