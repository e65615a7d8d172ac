import { z } from 'zod';
import type { Refusal } from '../../contract/sockets.js';
import { messageOf, Problem } from '../../platform/errors.js';
import type { Services } from '../services.js';
import { sessionRoom, type InboxSocket } from './gateway.js';
import type { InboxLoader } from './inbox-loader.js';
import { messageAllowance } from './message-allowance.js';
import { advance } from './send-inbox.js';
import { expireWithToken } from './session-expiry.js';

const syncMessage = z.object({ cursor: z.int().min(0), epoch: z.string().max(64).optional() });
const authMessage = z.object({ token: z.string().max(4_096) });

const refuse = (code: Refusal['code']): Refusal => ({ ok: false, code });

/** Answers what a client may send: `sync` and `auth`. Nothing that it sends can end the process or move a room. */
export function answerMessages(socket: InboxSocket, services: Services, load: InboxLoader): void {
  const allowed = messageAllowance();

  const on = (name: 'sync' | 'auth', work: (message: unknown) => Promise<unknown>) => {
    socket.on(name, (message: unknown, ack: unknown) => {
      if (typeof ack !== 'function') return;
      const reply = ack as (answer: unknown) => void;
      if (!allowed()) {
        reply(refuse('too_many_requests'));
        return;
      }
      work(message).then(reply, (error: unknown) => {
        if (!(error instanceof Problem))
          services.log.warn('a socket was not answered', { reason: messageOf(error) });
        reply(refusalOf(error));
      });
    });
  };
  on('sync', (message) => sync(socket, load, message));
  on('auth', (message) => renewToken(socket, services, message));
}

async function sync(socket: InboxSocket, load: InboxLoader, message: unknown) {
  const from = syncMessage.safeParse(message);
  if (!from.success) return refuse('invalid_message');
  const { cursor, epoch } = from.data;
  const inbox = await load({ userId: socket.data.credentials.userId, cursor, epoch });
  // Before the first inbox is out, what it says counts.
  if (!socket.data.held) advance(socket, inbox);
  return inbox;
}

async function renewToken(socket: InboxSocket, { tokens, clock }: Services, message: unknown) {
  const sent = authMessage.safeParse(message);
  if (!sent.success) return refuse('invalid_message');
  const credentials = await tokens.verify(sent.data.token);
  const before = socket.data.credentials;
  if (credentials.userId !== before.userId) return refuse('forbidden');
  await socket.leave(sessionRoom(before.sessionId));
  await socket.join(sessionRoom(credentials.sessionId));
  expireWithToken(socket, credentials, clock);
  return { ok: true };
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem)) return refuse('unavailable');
  return refuse(error.code === 'token_expired' ? 'token_expired' : 'unauthenticated');
}
