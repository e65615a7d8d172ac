import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pass } from 'node:timers/promises';

/** Longer than usual proxies keep an idle connection, so that none sends a request into one that is being closed. */
const keepAliveMs = 65_000;

/** Whoever has not said by then what they want holds a connection for nothing. */
const headersTimeout = 10_000;
const connectionsCheckingInterval = 5_000;

const lookEveryMs = 50;

/** An HTTP server that can be stopped without failing a request. */
export class HttpServer {
  readonly server: Server;
  private inFlight = 0;
  private stopping = false;

  private answer: RequestListener = (_req, res) => res.writeHead(503).end();

  /**
   * @param messages the classes of requests and answers.
   * @param farewellMs how long busy connections get to learn, from their next answer, that they are closing.
   */
  constructor(
    messages: Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> = {},
    private readonly farewellMs = 500,
  ) {
    // Here and not in listen: Socket.IO takes over the listeners that it finds, and would answer beside a later one.
    const timeouts = { keepAliveTimeout: keepAliveMs, headersTimeout, connectionsCheckingInterval };
    this.server = createServer({ ...messages, ...timeouts }, (req, res) => {
      this.inFlight++;
      res.once('close', () => this.inFlight--);
      if (this.stopping) res.setHeader('Connection', 'close');
      this.answer(req, res);
    });
  }

  /** @returns the port. @throws when it is taken or not allowed. */
  async listen(answer: RequestListener, port: number): Promise<number> {
    this.answer = answer;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error) => {
        reject(explain(error, port));
      });
      this.server.listen(port, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no more connections, finishes the requests in flight, and then closes the connections they came by. */
  async stop(): Promise<void> {
    this.stopping = true;
    // http.Server's own close would cut idle connections at once, into which a client may just be writing.
    NetServer.prototype.close.call(this.server);
    const until = performance.now() + this.farewellMs;
    do {
      await pass(lookEveryMs);
      // A process that was held up finds that time is over before it reads the requests that have come meanwhile.
      await nextTurn();
    } while (this.inFlight > 0 || performance.now() < until);
    this.server.closeIdleConnections();
  }
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`Port ${port} is taken. Set PORT to a free one, or 0 for any.`);
  if (error.code === 'EACCES')
    return new Error(`Port ${port} is not allowed to this user. Set PORT to one above 1023.`);
  return error;
}
