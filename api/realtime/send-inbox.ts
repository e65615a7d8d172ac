import type { Inbox } from '../../contract/sockets.js';
import { deliverTo } from './deliver.js';
import type { InboxSocket } from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';

/** Takes note of what the client has once this inbox has reached it. */
export function advance(socket: InboxSocket, inbox: Inbox): void {
  const { data } = socket;
  data.epoch = inbox.epoch;
  data.cursor = inbox.lastSeq;
  for (const seq of data.ahead) if (seq <= inbox.lastSeq) data.ahead.delete(seq);
}

/**
 * Sends a socket its inbox, from what it holds on: on connect, and again after this process may have missed messages.
 * Live messages that arrive meanwhile are held back, and dropped where the inbox has them already.
 */
export async function sendInbox(socket: InboxSocket, load: InboxLoader): Promise<void> {
  const { data } = socket;
  data.held ??= [];
  const inbox = await load({ userId: data.credentials.userId, cursor: data.cursor, epoch: data.epoch });
  const missed = inbox.missed.filter(({ seq }) => !data.ahead.has(seq));
  socket.emit('inbox', { ...inbox, missed });
  advance(socket, inbox);
  const { held } = data;
  data.held = undefined;
  for (const message of held) deliverTo(socket, message);
}
