import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A link to a server that can freeze, so that bytes are taken and never arrive, or be cut. */
export class TcpLink {
  private readonly pairs = new Set<[Socket, Socket]>();
  private frozen = false;

  private constructor(
    private readonly server: Server,
    /** The address of the server, by way of this link. */
    readonly url: string,
  ) {}

  static async to(url: string): Promise<TcpLink> {
    const target = new URL(url);
    const server = createServer((near) => {
      link.join(near, connect(Number(target.port), target.hostname));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const here = new URL(url);
    here.hostname = '127.0.0.1';
    here.port = String((server.address() as AddressInfo).port);
    const link = new TcpLink(server, here.href);
    return link;
  }

  freeze(): void {
    this.setFrozen(true);
  }

  thaw(): void {
    this.setFrozen(false);
  }

  /** Ends what is connected and accepts nothing more. */
  async cut(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, far: Socket): void {
    const pair: [Socket, Socket] = [near, far];
    this.pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
      });
      if (this.frozen) from.pause();
    }
  }

  private setFrozen(frozen: boolean): void {
    this.frozen = frozen;
    for (const socket of [...this.pairs].flat()) {
      if (frozen) socket.pause();
      else socket.resume();
    }
  }
}
