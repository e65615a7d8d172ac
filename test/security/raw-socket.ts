import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { Heard } from '../harness/live-client.js';

export interface Frame {
  name: string;
  body: unknown;
}

type Options = Partial<ManagerOptions & SocketOptions>;

/** A client that keeps to no contract: it sends what it likes and keeps every frame that it is sent. */
export class RawSocket {
  readonly heard = new Heard<Frame>();

  private constructor(readonly socket: Socket) {
    socket.onAny((name: string, body: unknown) => {
      this.heard.add({ name, body });
    });
  }

  /** Resolves when the door opened. Rejects with the code of the refusal as its message. */
  static async connect(url: string, auth: object, options: Options = {}): Promise<RawSocket> {
    const socket = io(url, {
      transports: ['websocket'],
      auth,
      forceNew: true,
      reconnection: false,
      ...options,
    });
    const client = new RawSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
        socket.close();
        reject(new Error(error.data?.code ?? error.message));
      });
    });
    return client;
  }

  /** Everything that it was ever told, as text. */
  get told(): string {
    return JSON.stringify(this.heard.all);
  }

  get names(): string[] {
    return this.heard.all.map(({ name }) => name);
  }

  frame(name: string): Promise<Frame> {
    return this.heard.next((frame) => frame.name === name, name);
  }

  close(): void {
    this.socket.close();
  }
}

/** What came of knocking: `served`, or the code of the refusal. */
export async function knock(url: string, auth: object, options: Options = {}): Promise<string> {
  try {
    (await RawSocket.connect(url, auth, options)).close();
    return 'served';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
