import type { Inbox } from '../../contract/sockets.js';
import { deliverTo } from './deliver.js';
import type { InboxSocket } from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';
import { inboxesPushed } from './socket-metrics.js';

/** Advances the cursor by a sent inbox. */
export function advance({ data }: InboxSocket, inbox: Inbox): void {
  data.epoch = inbox.epoch;
  // Live messages may have overtaken the read. A client that was told to reload starts over.
  data.cursor = inbox.recovered ? Math.max(data.cursor, inbox.lastSeq) : inbox.lastSeq;
  const ahead = inbox.recovered ? [...(data.ahead ?? [])].filter((seq) => seq > data.cursor) : [];
  data.ahead = ahead.length > 0 ? new Set(ahead) : undefined;
}

/**
 * Sends a socket its inbox from its cursor on: on connect, and after this process may have missed messages. Sequential per socket:
 * the second starts from the cursor of the first.
 */
export function sendInbox(socket: InboxSocket, load: InboxLoader): Promise<void> {
  const { data } = socket;
  const turn = data.lastInbox.then(() => bringUpToDate(socket, load));
  data.lastInbox = turn.catch(() => undefined);
  return turn;
}

/** Buffers live messages meanwhile, and drops those that the inbox contains. */
async function bringUpToDate(socket: InboxSocket, load: InboxLoader): Promise<void> {
  const { data } = socket;
  // A reconnect loop must not cause reads whose results reach nobody.
  if (socket.disconnected) return;
  const held = (data.held ??= []);
  const inbox = await load({ userId: data.credentials.userId, cursor: data.cursor, epoch: data.epoch });
  const missed = inbox.missed.filter(({ seq }) => !data.ahead?.has(seq));
  socket.emit('inbox', { ...inbox, missed });
  inboxesPushed.inc();
  advance(socket, inbox);
  data.held = undefined;
  for (const message of held) deliverTo(socket, message);
}
