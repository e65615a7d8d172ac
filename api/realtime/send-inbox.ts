import type { Inbox } from '../../contract/sockets.js';
import { deliverTo } from './deliver.js';
import type { InboxSocket } from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';

/** Takes note of what the client has once this inbox has reached it. */
export function advance({ data }: InboxSocket, inbox: Inbox): void {
  data.epoch = inbox.epoch;
  // Live messages may have overtaken the reading of the inbox. A client that was told to reload starts over.
  data.cursor = inbox.recovered ? Math.max(data.cursor, inbox.lastSeq) : inbox.lastSeq;
  if (!inbox.recovered) data.ahead.clear();
  for (const seq of data.ahead) if (seq <= data.cursor) data.ahead.delete(seq);
}

/**
 * Sends a socket its inbox, from what it holds on: on connect, and again after this process may have missed messages.
 * One at a time: the second starts from what the first has brought.
 */
export function sendInbox(socket: InboxSocket, load: InboxLoader): Promise<void> {
  const { data } = socket;
  const turn = data.lastInbox.then(() => bringUpToDate(socket, load));
  data.lastInbox = turn.catch(() => undefined);
  return turn;
}

/** Live messages that arrive meanwhile are held back, and dropped where the inbox has them already. */
async function bringUpToDate(socket: InboxSocket, load: InboxLoader): Promise<void> {
  const { data } = socket;
  // Whoever comes and goes without end would have inboxes read that reach nobody.
  if (socket.disconnected) return;
  const held = (data.held ??= []);
  const inbox = await load({ userId: data.credentials.userId, cursor: data.cursor, epoch: data.epoch });
  const missed = inbox.missed.filter(({ seq }) => !data.ahead.has(seq));
  socket.emit('inbox', { ...inbox, missed });
  advance(socket, inbox);
  data.held = undefined;
  for (const message of held) deliverTo(socket, message);
}
