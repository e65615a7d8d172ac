import http from 'node:http';
import https from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { lookUpName } from './public-address.js';

/** Idle ones are given up before those at the other end usually do. One host has no more than these at once. */
const kept = { keepAlive: true, timeout: 4_000, maxSockets: 40, maxFreeSockets: 20 };
const once = { keepAlive: false };

/**
 * Agents that refuse any but public addresses. They check the address that a connection is made to, after its name has
 * been resolved, so that a name cannot change its address between the check and the connection (DNS rebinding). A connection that is kept
 * leads to the address that was checked.
 */
const publicAgents = (options: https.AgentOptions) => ({
  'http:': new RequestFilteringHttpAgent(options),
  'https:': new RequestFilteringHttpsAgent(options),
});
const anyAgents = (options: https.AgentOptions) => ({
  'http:': new http.Agent(options),
  'https:': new https.Agent(options),
});
const agents = {
  public: { once: publicAgents(once), kept: publicAgents(kept) },
  any: { once: anyAgents(once), kept: anyAgents(kept) },
};

/** What is read of a body so that its connection can be used again; with a longer one it is cut. */
const longestUnread = 65_536;

export interface OutboundRequest {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** For everything from the look-up of the name to the end of the answer. */
  timeoutMs: number;
  /** Whether addresses of this machine and of private networks are allowed too. */
  allowsPrivate: boolean;
  /** Ends it early. */
  signal?: AbortSignal;
  /** Whether its connection is used again, where there are many requests to few hosts that are known. */
  keepsConnection?: boolean;
  /** A certificate that is trusted beside those of the system. */
  ca?: string | undefined;
}

/** What is used of an answer. */
export interface OutboundAnswer {
  status: number;
  /** The header `Retry-After`, as it came. */
  retryAfter: string | undefined;
}

/** The address, or one of those that its name stands for, is not a public one. */
export class AddressRefused extends Error {
  override name = 'AddressRefused';
}

/** There is no answer, or none that is whole. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';

  /** @param isSent whether all of the request was sent, so that it may have been taken. */
  constructor(
    message: string,
    readonly isSent: boolean,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/**
 * Sends a POST to an address that somebody else has chosen. Redirects are not followed: they are answers. Of the answer
 * only the status and one header are used; its body is discarded unread.
 * @throws AddressRefused where the address is not allowed; NoAnswer where there is none in time.
 */
export function postOutbound({
  url,
  headers,
  body,
  timeoutMs,
  allowsPrivate,
  signal: given,
  keepsConnection = false,
  ca,
}: OutboundRequest): Promise<OutboundAnswer> {
  const target = new URL(url);
  const { protocol } = target;
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is not http or https`);
  const send = protocol === 'https:' ? https.request : http.request;
  const agent = agents[allowsPrivate ? 'any' : 'public'][keepsConnection ? 'kept' : 'once'][protocol];
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = given ? AbortSignal.any([given, timeout]) : timeout;
  return new Promise((resolve, reject) => {
    const request = send(target, {
      ...{ method: 'POST', agent, signal, maxHeaderSize: 16_384, ...(ca === undefined ? {} : { ca }) },
      // What is private may be known to this machine alone.
      ...(allowsPrivate ? {} : { lookup: lookUpName }),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    request.on('response', (response) => {
      const { statusCode = 0, headers: answered } = response;
      resolve({ status: statusCode, retryAfter: answered['retry-after'] });
      // An endless body would keep the connection.
      if (!keepsConnection) request.destroy();
      let unread = 0;
      response.on('data', ({ length }: Buffer) => {
        unread += length;
        if (unread > longestUnread) request.destroy();
      });
      response.on('error', () => undefined);
    });
    // A request whose TLS never came about counts as finished, too.
    let isOpen = false;
    request.on('socket', (socket) => {
      if (request.reusedSocket) isOpen = true;
      else socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', () => (isOpen = true));
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const isSent = isOpen && request.writableFinished;
      if (signal.aborted) reject(new NoAnswer(`no answer within ${timeoutMs} ms`, isSent, undefined));
      else if (isRefusal(error)) reject(new AddressRefused(error.message));
      else reject(new NoAnswer(error.message, isSent, error.code));
    });
    request.end(body);
  });
}

/** The agents name their errors in no other way; the tests of this file would notice other words. */
const isRefusal = ({ message }: Error): boolean => message.includes('is not allowed. Because');
