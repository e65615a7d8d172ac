import { z } from 'zod';
import { roles } from '../../contract/api/accounts.js';
import { messageOf } from '../../platform/errors.js';
import type { Services } from '../services.js';
import { answerMessages } from './answer-messages.js';
import { authenticateSocket } from './authenticate-socket.js';
import { userRoom, type Gateway, type InboxSocket, type InboxSocketData } from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';
import { sendInbox } from './send-inbox.js';
import { expireWithToken } from './session-expiry.js';

const cursor = z.int().min(0);
const epoch = z.string().max(64).optional();
/** What cannot be understood counts as "I hold nothing", which is always safe. */
const position = z.object({ cursor: cursor.catch(0).default(0), epoch: epoch.catch(undefined) });

/** Namespace `/`: each user's own inbox, live. */
export function openInboxNamespace(io: Gateway, services: Services, load: InboxLoader): void {
  io.use(authenticateSocket(services, roles));

  io.on('connection', (socket) => {
    const { data } = socket;
    const held = position.parse(socket.handshake.auth);
    Object.assign(data, {
      cursor: held.cursor,
      epoch: held.epoch,
      ahead: new Set(),
      held: [],
      lastInbox: Promise.resolve(),
    } satisfies Partial<InboxSocketData>);
    expireWithToken(socket, data.credentials, services.clock);
    socket.on('disconnect', () => {
      clearTimeout(data.expiry);
    });
    answerMessages(socket, services, load);
    // The room before the inbox: what is told in between is held back, and not lost.
    void socket.join(userRoom(data.credentials.userId));
    void greet(socket, services, load);
  });
}

/** A client that could not be given its inbox is sent away, so that it comes back and asks again. */
export async function greet(socket: InboxSocket, { log }: Services, load: InboxLoader): Promise<void> {
  try {
    await sendInbox(socket, load);
  } catch (error) {
    log.warn('an inbox could not be read', { reason: messageOf(error) });
    socket.conn.close();
  }
}
