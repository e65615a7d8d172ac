import type { LiveMessage } from '../../domain/notifications/live-message.js';
import { userRoom, type Gateway, type InboxSocket } from './gateway.js';

/** A client that reads so slowly that this many packets wait for it is cut off: it catches up when it comes back. */
const mostWaitingPackets = 1_000;

/** Hands live messages to the sockets of their users in this process. */
export function deliver(io: Gateway, messages: LiveMessage[]): void {
  const { rooms } = io.of('/').adapter;
  const { sockets } = io.of('/');
  for (const message of messages) {
    const ids = rooms.get(userRoom(message.userId));
    if (!ids) continue;
    for (const id of ids) {
      const socket = sockets.get(id);
      if (socket) deliverTo(socket, message);
    }
  }
}

/** Sends one message to one socket, unless the socket has been sent it before. */
export function deliverTo(socket: InboxSocket, message: LiveMessage): void {
  const { data } = socket;
  if (data.held) {
    data.held.push(message);
    return;
  }
  if (isTooSlow(socket)) {
    socket.conn.close();
    return;
  }
  if (message.name === 'inbox:changed') {
    socket.emit('inbox:changed', message.body);
    return;
  }
  const { seq } = message.body;
  if (seq <= data.cursor || data.ahead.has(seq)) return;
  socket.emit('notification', message.body);
  data.ahead.add(seq);
  while (data.ahead.delete(data.cursor + 1)) data.cursor += 1;
}

function isTooSlow(socket: InboxSocket): boolean {
  const transport = socket.conn as unknown as { writeBuffer?: unknown[] };
  return (transport.writeBuffer?.length ?? 0) > mostWaitingPackets;
}
