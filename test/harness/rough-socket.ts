import { once } from 'node:events';
import { WebSocket } from 'ws';
import { Heard } from './live-client.js';

/** A web socket that says what it likes, packet by packet, and reads only as long as it likes. */
export class RoughSocket {
  /** Every packet that came, as it travels. */
  readonly packets = new Heard<string>();
  readonly closed: Promise<void>;

  private constructor(private readonly ws: WebSocket) {
    this.closed = new Promise((resolve) =>
      ws.once('close', () => {
        resolve();
      }),
    );
    ws.on('error', () => undefined);
    ws.on('message', (data: Buffer) => {
      const packet = data.toString();
      if (packet === '2') this.say('3');
      else this.packets.add(packet);
    });
  }

  /** Opens a web socket, and enters no namespace. @throws when the server does not let it. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<RoughSocket> {
    const ws = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      headers,
    });
    const socket = new RoughSocket(ws);
    await once(ws, 'open');
    return socket;
  }

  /** Opens a web socket and enters. Resolves when the server has let it in. @throws when it is refused. */
  static async enter(url: string, auth: object, namespace = '/'): Promise<RoughSocket> {
    const socket = await RoughSocket.open(url);
    await socket.goTo(namespace, auth);
    return socket;
  }

  get isOpen(): boolean {
    return this.ws.readyState === WebSocket.OPEN;
  }

  async goTo(namespace: string, auth: object): Promise<void> {
    const to = namespace === '/' ? '' : `${namespace},`;
    this.say(`40${to}${JSON.stringify(auth)}`);
    const isAnswer = (packet: string) => packet.startsWith(`40${to}`) || packet.startsWith(`44${to}`);
    const answer = await Promise.race([
      this.packets.next(isAnswer, 'answer of the door'),
      this.closed.then(() => 'the connection was closed'),
    ]);
    if (!answer.startsWith('40')) throw new Error(answer);
  }

  say(packet: string): void {
    if (this.isOpen) this.ws.send(packet);
  }

  ping(): void {
    if (this.isOpen) this.ws.ping();
  }

  stopReading(): void {
    this.ws.pause();
  }

  close(): void {
    this.ws.terminate();
  }
}
