import { z } from 'zod';
import type { Refusal } from '../../contract/sockets.js';
import { answerMessages, refuse } from './answer-messages.js';
import type { NamespaceDeps, InboxSocket } from './gateway.js';
import type { ShownPositions } from './shown-positions.js';

const message = z.object({ seq: z.int().min(0) });

/** Records the last `seq` that a device has shown. A session is a device. */
export function answerShown(socket: InboxSocket, deps: NamespaceDeps, positions: ShownPositions): void {
  answerMessages(socket, deps, 'shown', (said): Promise<{ ok: true } | Refusal> => {
    const { success, data } = message.safeParse(said);
    if (!success) return Promise.resolve(refuse('invalid_message'));
    // Read on each message: a renewed token may belong to another session.
    const { sessionId, userId } = socket.data.credentials;
    positions.note({ sessionId, userId, seq: data.seq });
    return Promise.resolve({ ok: true });
  });
}
