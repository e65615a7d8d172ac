import { statusOf } from '../http/statuses.js';
import { DomainError } from '../../domain/errors.js';
import type { Role } from '../../contract/api/accounts.js';
import type { Services } from '../services.js';
import { countOffence } from './limits/address-limit.js';
import { enterNamespace, leaveNamespace } from './limits/connection.js';
import { countRefusal } from './limits/punish.js';
import { ConnectionRefused, type NamespaceDeps, type NamespaceSocket } from './gateway.js';
import { countRefusedSocket } from './socket-metrics.js';

/**
 * The handshake middleware of a namespace: checks the Origin, the token in `auth`, the role and the user's rate limits. A client
 * without an Origin is no browser, so that no foreign page can be behind it.
 */
export function authenticateSocket({ services, users }: NamespaceDeps, who: readonly Role[]) {
  const { env, tokens, log } = services;
  const admit = async (socket: NamespaceSocket): Promise<void> => {
    const { origin } = socket.handshake.headers;
    // Other sites show the inbox, and nothing else.
    const isOfInbox = socket.nsp.name === '/';
    const origins = [...env.PUBLIC_ORIGIN, ...(isOfInbox ? env.EMBED_ORIGINS : [])];
    if (origin !== undefined && !origins.includes(origin)) {
      throw new ConnectionRefused('origin_not_allowed', 'This page may not connect here.');
    }
    const { token } = socket.handshake.auth;
    if (typeof token !== 'string')
      throw new ConnectionRefused('unauthenticated', 'A token is needed in auth.token.');
    const credentials = await tokens.verify(token);
    if (!who.includes(credentials.role))
      throw new ConnectionRefused('forbidden', 'Your role may not connect here.');
    const allowance = users.of(credentials.userId);
    if (
      allowance.bucket('bytes').isEmpty() ||
      (env.RATE_LIMITS === 'on' && !allowance.bucket('connects').take())
    )
      throw tooManyConnects();
    socket.data.credentials = credentials;
  };

  return (socket: NamespaceSocket, next: (error?: Error) => void): void => {
    // A second socket in the same namespace would receive everything twice over one connection.
    if (!enterNamespace(socket.conn, socket.nsp.name)) {
      countRefusedSocket(socket, 'too_many_requests');
      next(tooManyConnects());
      return;
    }
    admit(socket).then(
      () => {
        next();
      },
      (error: unknown) => {
        leaveNamespace(socket.conn, socket.nsp.name);
        const refused = refusal(error, log);
        countRefusedSocket(socket, refused.data.code);
        next(refused);
        if (refused.data.code === 'too_many_requests') countOffence(socket.conn);
        else countRefusal(socket.conn);
      },
    );
  };
}

const tooManyConnects = () =>
  new ConnectionRefused('too_many_requests', 'Too much at once. Come back in a few seconds.');

function refusal(error: unknown, log: Services['log']): ConnectionRefused {
  if (error instanceof ConnectionRefused) return error;
  if (error instanceof DomainError && statusOf[error.code] === 401) {
    return new ConnectionRefused(
      error.code === 'token_expired' ? 'token_expired' : 'unauthenticated',
      error.detail,
    );
  }
  log.error('a socket could not be authenticated', { error });
  return new ConnectionRefused('unauthenticated', 'The token could not be checked.');
}
