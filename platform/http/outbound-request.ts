import http from 'node:http';
import https from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/**
 * Agents that refuse any but public addresses. They check the address that a connection is made to, after its name has
 * been resolved, so that a name cannot change its address between the check and the connection (DNS rebinding).
 */
const publicAgents = {
  'http:': new RequestFilteringHttpAgent({ keepAlive: false }),
  'https:': new RequestFilteringHttpsAgent({ keepAlive: false }),
};
const anyAgents = {
  'http:': new http.Agent({ keepAlive: false }),
  'https:': new https.Agent({ keepAlive: false }),
};

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
  /** A certificate that is trusted beside those of the system. */
  ca?: string | undefined;
}

/** What is known of an answer: its body is not read. */
export interface OutboundAnswer {
  status: number;
  /** As the header says it. */
  retryAfter: string | undefined;
}

/**
 * Sends a POST to an address that somebody else has chosen. Redirects are not followed: they are answers. The body of the
 * answer is discarded unread.
 * @returns the status.
 * @throws where there is no answer in time, or the address is not allowed.
 */
export const postOutbound = async (request: OutboundRequest): Promise<number> =>
  (await sendOutbound(request)).status;

/** The same, for those who need more of the answer. */
export function sendOutbound({
  url,
  headers,
  body,
  timeoutMs,
  allowsPrivate,
  signal: given,
  ca,
}: OutboundRequest): Promise<OutboundAnswer> {
  const target = new URL(url);
  const { protocol } = target;
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is not http or https`);
  const send = protocol === 'https:' ? https.request : http.request;
  const agent = (allowsPrivate ? anyAgents : publicAgents)[protocol];
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = given ? AbortSignal.any([given, timeout]) : timeout;
  return new Promise((resolve, reject) => {
    const request = send(target, {
      ...{ method: 'POST', agent, signal, maxHeaderSize: 16_384, ...(ca === undefined ? {} : { ca }) },
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    request.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      // An endless body would keep the connection.
      request.destroy();
    });
    request.on('error', (error) => {
      reject(timeout.aborted ? new Error(`no answer within ${timeoutMs} ms`) : error);
    });
    request.end(body);
  });
}
