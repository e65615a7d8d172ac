import type { Gateway } from './gateway.js';

/**
 * Corks the TCP socket while several packets are sent in one tick, so that they leave in one write() system call instead of one
 * per frame.
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

/** The used part of an Engine.IO socket. */
interface Engine {
  transport: { send(packets: unknown[]): void };
  request: { socket: { cork(): void; uncork(): void } };
}
