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

/** Longer than usual proxies keep an idle connection, so that none sends a request into one that is being closed. */
const keepAliveMs = 65_000;

const lookEveryMs = 50;

/** Where Socket.IO answers for itself. */
const socketsPath = '/socket.io/';

export interface HttpServerOptions {
  /** The classes of requests and answers. */
  messages?: { IncomingMessage: typeof IncomingMessage; ServerResponse: typeof ServerResponse };
  /** How long busy connections get to learn, from their next answer, that they are closing. */
  farewellMs?: number;
  /** How long the headers of a request, and all of it, may take to arrive: whoever sends slowly holds a connection. */
  headersWithinMs?: number;
  requestWithinMs?: number;
}

/**
 * An HTTP server that can be stopped without failing a request. What Node would refuse in its own way it refuses with
 * a problem document, and it never reads a large body that nobody wants.
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
    // Here and not in listen: Socket.IO takes over the listeners that it finds, and would answer beside a later one.
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
        // Who asks before sending a body that is too large is spared the sending.
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

  /** @returns the port. @throws when port or host cannot be listened on, with what to do about it. */
  async listen(
    answer: RequestListener,
    { port, host }: { port: number; host?: string | undefined },
  ): Promise<number> {
    this.answer = answer;
    // In front of what Socket.IO has put there, whose own refusals would read a large body too.
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
   * Node emits no `close` for an answer that waits behind another when their connection is lost, and none for one that it
   * did not make itself: counted as in flight for ever, it would keep the server from stopping.
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

  /** Who offers another protocol than ours, as some clients do with HTTP/2, is answered as if it had not. */
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

  /** Says what was wrong with what came over a connection, and closes it. */
  private refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    // What still comes after a fault is faulty as well, and must not cut off the answer that is on its way.
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
      // Words in the middle of an answer, or ahead of one that is owed, would be taken for a part of it.
      if (!first.headersSent) first.setHeader('Connection', 'close');
      first.once('close', () => {
        closeSoftly(socket);
      });
    }
  }

  /** Takes no more connections, finishes the requests in flight, and then closes the connections they came by. */
  async stop(): Promise<void> {
    this.stopping = true;
    // Connections that the system has made and this process has not accepted yet are reset when it stops listening.
    await pass(lookEveryMs);
    await nextTurn();
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
