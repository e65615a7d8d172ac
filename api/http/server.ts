import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as pass } from 'node:timers/promises';
import {
  closeSoftly,
  noTunnel,
  refusalOf,
  refuseConnection,
  refuseRequest,
  unknownExpectation,
  withoutHost,
} from './refusals.js';
import { whyNotListening } from './listen-errors.js';
import { leaveUnread, saysTooLarge } from './unread-bodies.js';

/** Longer than the idle timeout of usual proxies: a proxy must not send a request into a connection that is being closed. */
const keepAliveMs = 65_000;

const lookEveryMs = 50;

/** Requests below this path are Socket.IO's. */
const socketsPath = '/socket.io/';

export interface HttpServerOptions {
  /** Request and response classes. */
  messages?: { IncomingMessage: typeof IncomingMessage; ServerResponse: typeof ServerResponse };
  /** During shutdown, how long busy keep-alive connections may be told `Connection: close` by their next answer. */
  farewellMs?: number;
  /** Timeout for the headers and for the whole request, against slow clients (Slowloris). */
  headersWithinMs?: number;
  requestWithinMs?: number;
}

/**
 * An HTTP server with a graceful shutdown that fails no request. Parser errors are answered with a problem document, and large
 * bodies that no handler reads are not received.
 */
export class HttpServer {
  readonly server: Server;
  private readonly farewellMs: number;
  private readonly Response: typeof ServerResponse;
  private readonly answering = new WeakMap<Duplex, Set<ServerResponse>>();
  private readonly refused = new WeakSet<Duplex>();
  private inFlight = 0;
  private stopping = false;

  private answer: RequestListener = (_req, res) => res.writeHead(503).end();

  constructor({
    messages,
    farewellMs = 500,
    headersWithinMs = 10_000,
    requestWithinMs = 30_000,
  }: HttpServerOptions = {}) {
    this.farewellMs = farewellMs;
    this.Response = messages?.ServerResponse ?? ServerResponse;
    // Not in `listen`: Socket.IO wraps the 'request' listeners that exist when it attaches.
    this.server = createServer(
      {
        ...messages,
        keepAliveTimeout: keepAliveMs,
        headersTimeout: headersWithinMs,
        requestTimeout: requestWithinMs,
        connectionsCheckingInterval: Math.min(5_000, headersWithinMs),
        requireHostHeader: false,
      },
      (req, res) => {
        this.handle(req, res);
      },
    );
    this.server
      .on('checkContinue', (req: IncomingMessage, res: ServerResponse) => {
        // A client that sends Expect: 100-continue with a body that is too large need not send it.
        if (!saysTooLarge(req)) res.writeContinue();
        this.server.emit('request', req, res);
      })
      .on('checkExpectation', (_req, res: ServerResponse) => {
        refuseRequest(res, unknownExpectation);
      })
      .on('connect', (_req, socket) => {
        refuseConnection(socket, noTunnel);
      })
      .on('clientError', (error, socket) => {
        this.refuse(error, socket);
      });
  }

  /** @returns the port. @throws an explained error when the port or host cannot be opened. */
  async listen(
    answer: RequestListener,
    { port, host }: { port: number; host?: string | undefined },
  ): Promise<number> {
    this.answer = answer;
    // Before Socket.IO's listener, whose own refusals would receive a large body.
    this.server.prependListener('request', (req, res) => {
      this.accompany(req, res);
    });
    this.server.on('upgrade', (req, socket) => {
      if (!req.url?.startsWith(socketsPath)) this.answerWithoutUpgrade(req, socket);
    });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error) => {
        reject(whyNotListening(error, port, host));
      });
      this.server.listen({ port, ...(host === undefined ? {} : { host }) }, resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  private accompany(req: IncomingMessage, res: ServerResponse): void {
    const answers = this.answering.get(req.socket) ?? this.answersOwedOver(req.socket);
    answers.add(res);
    this.inFlight++;
    res.once('close', () => {
      if (answers.delete(res)) this.inFlight--;
    });
    leaveUnread(req, res);
    if (this.stopping) res.setHeader('Connection', 'close');
  }

  /**
   * Node emits no `close` for a pipelined response when its connection is lost, and none for one that it did not create.
   * Counted as in flight for ever, such a response would block the shutdown.
   */
  private answersOwedOver(socket: Duplex): Set<ServerResponse> {
    const answers = new Set<ServerResponse>();
    this.answering.set(socket, answers);
    socket.once('close', () => {
      this.inFlight -= answers.size;
    });
    return answers;
  }

  private handle(req: IncomingMessage, res: ServerResponse): void {
    if (req.headers.host === undefined && req.httpVersion === '1.1') refuseRequest(res, withoutHost);
    else this.answer(req, res);
  }

  /** An Upgrade to an unsupported protocol, such as h2c, is ignored, as RFC 9110 permits. */
  private answerWithoutUpgrade(req: IncomingMessage, socket: Duplex): void {
    const res = new this.Response(req);
    res.assignSocket(req.socket);
    res.setHeader('Connection', 'close');
    res.once('finish', () => {
      res.detachSocket(req.socket);
      closeSoftly(socket);
    });
    this.accompany(req, res);
    this.handle(req, res);
  }

  /** Answers a parser error and closes the connection. */
  private refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    // Further input fails to parse too, and must not interrupt the answer.
    if (this.refused.has(socket)) return;
    this.refused.add(socket);
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const [first] = this.answering.get(socket) ?? [];
    if (first === undefined || (!first.headersSent && !first.req.complete)) {
      refuseConnection(socket, refusalOf(error));
    } else {
      // Writing into the middle of a response, or before a pending one, would corrupt it.
      if (!first.headersSent) first.setHeader('Connection', 'close');
      first.once('close', () => {
        closeSoftly(socket);
      });
    }
  }

  /** Stops accepting connections, finishes requests in flight, then closes their connections. */
  async stop(): Promise<void> {
    this.stopping = true;
    // Closing the listening socket resets connections in the accept backlog.
    await pass(lookEveryMs);
    await nextTurn();
    // http.Server.close() destroys idle connections at once, although a client may just be sending a request.
    NetServer.prototype.close.call(this.server);
    const until = performance.now() + this.farewellMs;
    do {
      await pass(lookEveryMs);
      // After a blocked event loop, timers fire before sockets are read: one more turn lets waiting requests in.
      await nextTurn();
    } while (this.inFlight > 0 || performance.now() < until);
    this.server.closeIdleConnections();
  }
}
