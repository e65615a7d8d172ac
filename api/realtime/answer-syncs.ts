import { z } from 'zod';
import type { Inbox, Refusal } from '../../contract/sockets.js';
import { isSlow } from './limits/connection.js';
import { answerMessages, refuse } from './answer-messages.js';
import type { NamespaceDeps, InboxSocket } from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';
import { advance } from './send-inbox.js';
import { inboxesRequested } from './socket-metrics.js';

const position = z.object({ cursor: z.int().min(0), epoch: z.string().max(64).optional() });

/** Answers `sync` with missed notifications, unless the client does not read its socket (backpressure). */
export function answerSyncs(socket: InboxSocket, deps: NamespaceDeps, load: InboxLoader): void {
  const { userId } = socket.data.credentials;
  const allowance = deps.users.of(userId);
  const isTooMuch = () => allowance.bucket('bytes').isEmpty() || isSlow(socket.conn);

  answerMessages(socket, deps, 'sync', async (message): Promise<Inbox | Refusal> => {
    const from = position.safeParse(message);
    if (!from.success) return refuse('invalid_message');
    if (isTooMuch()) return refuse('too_many_requests');
    const { cursor, epoch } = from.data;
    const inbox = await load({ userId, cursor, epoch });
    // Concurrent answers may have filled the buffer meanwhile.
    if (isTooMuch()) return refuse('too_many_requests');
    // The first inbox sets the cursor itself.
    if (!socket.data.held) advance(socket, inbox);
    inboxesRequested.inc();
    return inbox;
  });
}
