import { z } from 'zod';
import { roles } from '../../contract/api/accounts.js';
import { messageOf } from '../../platform/errors.js';
import type { Services } from '../services.js';
import { bytesSentTo } from './limits/connection.js';
import { answerShown } from './answer-shown.js';
import { answerSyncs } from './answer-syncs.js';
import type { ConnectionHistory } from './connection-history.js';
import {
  userRoom,
  type NamespaceDeps,
  type Gateway,
  type InboxSocket,
  type InboxSocketData,
} from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';
import { openNamespace } from './open-namespace.js';
import { sendInbox } from './send-inbox.js';
import type { ShownPositions } from './shown-positions.js';

const cursor = z.int().min(0);
const epoch = z.string().max(64).optional();
/** An invalid position counts as cursor 0, which is always safe. */
const position = z.object({ cursor: cursor.catch(0).default(0), epoch: epoch.catch(undefined) });

/** Namespace `/`: each user's own inbox, live. */
export function openInboxNamespace(
  io: Gateway,
  deps: NamespaceDeps,
  load: InboxLoader,
  shown: ShownPositions,
  history: ConnectionHistory,
): void {
  openNamespace<InboxSocket>(io.of('/'), deps, {
    roles,
    onEnter: (socket) => {
      socket.data.connectionId = history.open(socket.data.credentials);
      answerShown(socket, deps, shown);
      void enter(socket, deps, load);
    },
    onLeave: ({ data }) => {
      history.close(data.connectionId);
    },
    // A renewed token may belong to another session.
    onRenewed: ({ data }, before) => {
      if (data.credentials.sessionId === before.sessionId) return;
      history.close(data.connectionId);
      data.connectionId = history.open(data.credentials);
    },
  });
}

async function enter(socket: InboxSocket, deps: NamespaceDeps, load: InboxLoader): Promise<void> {
  const { data } = socket;
  const held = position.parse(socket.handshake.auth);
  Object.assign(data, {
    cursor: held.cursor,
    epoch: held.epoch,
    held: [],
    lastInbox: Promise.resolve(),
  } satisfies Partial<InboxSocketData>);
  answerSyncs(socket, deps, load);
  // Join the room before reading the inbox: live messages in between are buffered, not lost.
  void socket.join(userRoom(data.credentials.userId));
  const before = bytesSentTo(socket.conn);
  await syncOrDisconnect(socket, deps.services, load);
  deps.users
    .of(data.credentials.userId)
    .bucket('bytes')
    .spend(bytesSentTo(socket.conn) - before);
}

/**
 * A client whose inbox could not be read is disconnected, so that it reconnects and retries. The whole connection is closed: no
 * client reconnects by itself to a namespace that the server has disconnected.
 */
export async function syncOrDisconnect(
  socket: InboxSocket,
  { log }: Services,
  load: InboxLoader,
): Promise<void> {
  try {
    await sendInbox(socket, load);
  } catch (error) {
    log.warn('an inbox could not be read', { reason: messageOf(error) });
    socket.conn.close();
  }
}
