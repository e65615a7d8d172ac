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
  body: string;
  /** For everything from the look-up of the name to the end of the answer. */
  timeoutMs: number;
  /** Whether addresses of this machine and of private networks are allowed too. */
  allowsPrivate: boolean;
}

/**
 * Sends a POST to an address that somebody else has chosen. Redirects are not followed: they are answers. Of the answer
 * only the status is used; its body is discarded unread.
 * @returns the status.
 * @throws where there is no answer in time, or the address is not allowed.
 */
export function postOutbound({
  url,
  headers,
  body,
  timeoutMs,
  allowsPrivate,
}: OutboundRequest): Promise<number> {
  const target = new URL(url);
  const { protocol } = target;
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is not http or https`);
  const send = protocol === 'https:' ? https.request : http.request;
  const agent = (allowsPrivate ? anyAgents : publicAgents)[protocol];
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const request = send(target, {
      ...{ method: 'POST', agent, signal, maxHeaderSize: 16_384 },
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      // An endless body would keep the connection.
      request.destroy();
    });
    request.on('error', (error) => {
      reject(signal.aborted ? new Error(`no answer within ${timeoutMs} ms`) : error);
    });
    request.end(body);
  });
}
