import type { Socket } from 'socket.io-client';
import type { Conversation, Message } from './messages.js';
import { RawSocket } from './raw-socket.js';
import { hereMs } from '../../dev/tests/machine.js';

const answerWithinMs = hereMs(5_000);
/** What `sync` and `auth` promise an answer to. */
const answering = ['sync', 'auth'];

/** Has a conversation with a server. @returns the answers to what was asked; none when the door stayed closed. */
export async function converse(
  url: string,
  talk: Conversation,
  token: string | undefined,
): Promise<unknown[]> {
  let client: RawSocket;
  try {
    const auth = { token, ...talk.auth };
    client = await RawSocket.connect(url + talk.namespace, auth, {
      extraHeaders: talk.headers,
      query: talk.query,
    });
  } catch {
    return [];
  }
  try {
    const { socket } = client;
    const answers = talk.messages.map((message) => send(socket, talk.namespace, message));
    // Messages are read in order: whoever has answered this, or has hung up, has read them all.
    if (talk.namespace === '/') answers.push(ask(socket, 'sync', [{ cursor: 0 }]));
    return (await Promise.all(answers)).filter((answer) => answer !== undefined);
  } finally {
    client.close();
  }
}

async function send(socket: Socket, namespace: string, message: Message): Promise<unknown> {
  if ('packet' in message) {
    socket.io.engine.write(message.packet);
    return undefined;
  }
  const { event, args, asks } = message;
  const isHeard = namespace === '/' && answering.includes(event) && args.length === 1;
  if (asks && isHeard) return ask(socket, event, args);
  socket.emit(event, ...args);
  return undefined;
}

/** Resolves with the answer, or with nothing when the server hangs up instead. */
async function ask(socket: Socket, event: string, args: unknown[]): Promise<unknown> {
  let hangUp: (() => void) | undefined;
  const hungUp = new Promise<undefined>((resolve) => {
    hangUp = () => {
      resolve(undefined);
    };
    socket.once('disconnect', hangUp);
  });
  if (!socket.connected) hangUp?.();
  const answered = socket.timeout(answerWithinMs).emitWithAck(event, ...args) as Promise<unknown>;
  // Of a socket that is gone nobody waits for the answer.
  answered.catch(() => undefined);
  try {
    return await Promise.race([answered, hungUp]);
  } finally {
    socket.off('disconnect', hangUp);
  }
}
