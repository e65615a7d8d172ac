import type { Gateway } from './gateway.js';

/**
 * Lets all packets that a socket is sent at once leave in one system call. Each frame would otherwise be a call of its
 * own, and an owner who hears of ten thousand expiries ten thousand calls.
 */
export function gatherWrites({ engine }: Gateway): void {
  engine.on('connection', ({ transport, request }: Engine) => {
    const { socket } = request;
    const send = transport.send.bind(transport);
    transport.send = (packets) => {
      socket.cork();
      try {
        send(packets);
      } finally {
        socket.uncork();
      }
    };
  });
}

/** As much of an engine's connection as is needed here. */
interface Engine {
  transport: { send(packets: unknown[]): void };
  request: { socket: { cork(): void; uncork(): void } };
}
