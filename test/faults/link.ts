import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Mode = 'pass' | 'refuse' | 'swallow';

interface Pair {
  near: Socket;
  far: Socket;
  /** Half open: both ends believe in it, and nothing arrives any more. It stays so for its whole life. */
  dead: boolean;
}

/** A loopback port in front of a server, where the network between the two fails as told. */
export class Link {
  private readonly pairs = new Set<Pair>();
  private mode: Mode = 'pass';
  private delayMs = 0;
  private next = 0;

  private constructor(
    private readonly server: Server,
    /** Where the servers listen; connections take turns among those that accept them. */
    public targets: number[],
  ) {}

  static async open(...targets: number[]): Promise<Link> {
    const server = createServer((near) => {
      link.accept(near);
    });
    const link = new Link(server, targets);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The same address, by way of this link. */
  through(url: string): string {
    const here = new URL(url);
    here.hostname = '127.0.0.1';
    here.port = String(this.port);
    return here.href;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** Lets new connections and bytes through again. What was half open stays so. */
  pass(): void {
    this.mode = 'pass';
    this.delayMs = 0;
  }

  /** Breaks what is connected; new connections are welcome. */
  cut(): void {
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.destroy();
  }

  /** Breaks what is connected and whatever connects. */
  refuse(): void {
    this.mode = 'refuse';
    this.cut();
  }

  /** Takes bytes both ways, from old and new connections, and delivers none. */
  swallow(): void {
    this.mode = 'swallow';
    for (const pair of this.pairs) pair.dead = true;
  }

  /** Delivers everything this much later, in order. */
  delay(delayMs: number): void {
    this.delayMs = delayMs;
  }

  async close(): Promise<void> {
    this.refuse();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(near: Socket): void {
    near.on('error', () => undefined);
    if (this.mode === 'refuse') near.destroy();
    else this.reach(near, this.targets.length);
  }

  private reach(near: Socket, attemptsLeft: number): void {
    const target = this.targets[this.next++ % Math.max(this.targets.length, 1)];
    if (target === undefined || attemptsLeft === 0) {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    const onRefused = () => {
      this.reach(near, attemptsLeft - 1);
    };
    far.once('error', onRefused);
    far.once('connect', () => {
      far.off('error', onRefused);
      far.on('error', () => undefined);
      this.join({ near, far, dead: this.mode === 'swallow' });
    });
  }

  private join(pair: Pair): void {
    this.pairs.add(pair);
    const { near, far } = pair;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (bytes) => {
        this.deliver(pair, from, to, bytes);
      });
      from.on('close', () => {
        this.pairs.delete(pair);
        to.destroy();
      });
    }
    if (near.destroyed) far.destroy();
  }

  private deliver(pair: Pair, from: Socket, to: Socket, bytes: Buffer): void {
    if (pair.dead) return;
    if (this.delayMs > 0) {
      setTimeout(() => {
        if (!pair.dead) to.write(bytes);
      }, this.delayMs);
    } else if (!to.write(bytes)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  }
}
