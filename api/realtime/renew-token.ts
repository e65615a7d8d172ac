import { z } from 'zod';
import type { Role } from '../../contract/api/accounts.js';
import type { Refusal } from '../../contract/sockets.js';
import type { Credentials } from '../../domain/accounts/access-tokens.js';
import { answerMessages, refuse } from './answer-messages.js';
import type { NamespaceDeps, NamespaceSocket } from './gateway.js';
import { expireWithToken } from './session-expiry.js';

const renewal = z.object({ token: z.string().max(4_096) });

/** Handles `auth`: extends a socket's life with a renewed token of the same user and a permitted role. */
export function answerRenewals(
  socket: NamespaceSocket,
  deps: NamespaceDeps,
  roles: readonly Role[],
  onRenewed: (before: Credentials) => void,
): void {
  const { tokens, clock } = deps.services;

  answerMessages(socket, deps, 'auth', async (message): Promise<{ ok: true } | Refusal> => {
    const sent = renewal.safeParse(message);
    if (!sent.success) return refuse('invalid_message');
    const credentials = await tokens.verify(sent.data.token);
    const before = socket.data.credentials;
    if (credentials.userId !== before.userId || !roles.includes(credentials.role)) return refuse('forbidden');
    // A socket that disconnected meanwhile would leak its timer.
    if (!socket.connected) return refuse('unavailable');
    expireWithToken(socket, credentials, clock);
    onRenewed(before);
    return { ok: true };
  });
}
