import { DomainError } from '../../domain/errors.js';
import type { Refusal } from '../../contract/sockets.js';
import { messageOf } from '../../platform/errors.js';
import { bytesSentTo } from './limits/connection.js';
import { punish } from './limits/punish.js';
import type { NamespaceDeps, NamespaceSocket } from './gateway.js';

export const refuse = (code: Refusal['code']): Refusal => ({ ok: false, code });

/**
 * Handles one type of client message within its user's rate limits. No message can crash the process or join a room. Messages
 * without an acknowledgement callback are ignored.
 */
export function answerMessages(
  socket: NamespaceSocket,
  { services, users }: NamespaceDeps,
  name: 'sync' | 'auth' | 'shown',
  work: (message: unknown) => Promise<unknown>,
): void {
  const allowance = users.of(socket.data.credentials.userId);
  socket.on(name, (message: unknown, ack: unknown) => {
    if (!allowance.bucket('messages').take()) {
      punish(socket.conn);
      return;
    }
    if (typeof ack !== 'function') return;
    const reply = (answer: unknown) => {
      const before = bytesSentTo(socket.conn);
      (ack as (answer: unknown) => void)(answer);
      allowance.bucket('bytes').spend(bytesSentTo(socket.conn) - before);
    };
    if (!allowance.bucket(name).take()) {
      reply(refuse('too_many_requests'));
      return;
    }
    allowance.heardFrom(socket);
    work(message).then(reply, (error: unknown) => {
      if (!(error instanceof DomainError))
        services.log.warn('a socket was not answered', { reason: messageOf(error) });
      reply(refusalOf(error));
    });
  });
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof DomainError)) return refuse('unavailable');
  return refuse(error.code === 'token_expired' ? 'token_expired' : 'unauthenticated');
}
