import type { LiveMessage } from '../../domain/notifications/live-message.js';
import { userRoom, type Gateway, type InboxSocket, type InboxSocketData } from './gateway.js';
import { inboxChangesSent, liveMessagesSkipped, notificationsSent } from './socket-metrics.js';

/** Ids of the sockets of a user in this process. */
const socketIdsOf = (rooms: ReadonlyMap<string, Set<string>>, userId: string): Iterable<string> | undefined =>
  rooms.get(userRoom(userId));

/** Sends live messages to the sockets of their users in this process. */
export function deliver(io: Gateway, messages: LiveMessage[]): void {
  const { rooms } = io.of('/').adapter;
  const { sockets } = io.of('/');
  for (const message of messages) {
    const ids = socketIdsOf(rooms, message.userId);
    if (!ids) continue;
    for (const id of ids) {
      const socket = sockets.get(id);
      if (socket) deliverTo(socket, message);
    }
  }
}

/** Sends one message to one socket, unless it was sent before. */
export function deliverTo(socket: InboxSocket, message: LiveMessage): void {
  const { data } = socket;
  if (data.held) {
    data.held.push(message);
    return;
  }
  if (message.name === 'inbox:changed') {
    socket.emit('inbox:changed', message.body);
    inboxChangesSent.inc();
    return;
  }
  const { seq } = message.body;
  if (seq <= data.cursor || data.ahead?.has(seq)) {
    liveMessagesSkipped.inc();
    return;
  }
  socket.emit('notification', message.body);
  notificationsSent.inc();
  if (seq > data.cursor + 1) (data.ahead ??= new Set()).add(seq);
  else advanceTo(data, seq);
}

/** Closes the gap up to here, and up to what was sent beyond it. */
function advanceTo(data: InboxSocketData, seq: number): void {
  data.cursor = seq;
  while (data.ahead?.delete(data.cursor + 1)) data.cursor += 1;
  if (data.ahead?.size === 0) data.ahead = undefined;
}
