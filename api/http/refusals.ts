import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from './problem.js';
import { problemDocument, requestIdHeader } from './answer.js';

/** Errors of Node's HTTP parser, for which no request object exists. */
const refusals: Record<string, Problem> = {
  HPE_HEADER_OVERFLOW: new Problem(431, 'headers_too_large', 'Address and headers may have 16 KB together.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Problem(413, 'body_too_large', 'A body may have 64 KB at most.'),
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'request_timeout', 'The request took too long to arrive.'),
  HPE_INVALID_METHOD: new Problem(400, 'malformed_request', 'This is no method of HTTP.'),
  HPE_INVALID_VERSION: new Problem(400, 'malformed_request', 'This server speaks HTTP/1.1.'),
};
const malformed = new Problem(400, 'malformed_request', 'This is not a well-formed HTTP request.');

export const withoutHost = new Problem(400, 'malformed_request', 'A request of HTTP/1.1 has a Host header.');
export const unknownExpectation = new Problem(
  417,
  'expectation_failed',
  'Of the Expect header only 100-continue is understood.',
);
export const noTunnel = new Problem(405, 'method_not_allowed', 'This server is no proxy.');

export const refusalOf = ({ code = '' }: NodeJS.ErrnoException): Problem => refusals[code] ?? malformed;

/** Lingering close: a TCP reset would discard the answer before the client has read it. */
const lingerMs = 1_000;

/** Closes a connection after its output is flushed, even if the client keeps sending. */
export function closeSoftly(socket: Duplex, lastWords?: string): void {
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => {
    clearTimeout(timer);
  });
  // The client may disconnect first.
  socket.on('error', () => undefined);
  socket.end(lastWords);
}

function refusal(problem: Problem): { headers: Record<string, string | number>; body: string } {
  const requestId = randomUUID();
  const body = JSON.stringify(problemDocument(problem, requestId));
  return {
    body,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      [requestIdHeader]: requestId,
      Connection: 'close',
    },
  };
}

/** Refuses a parsed request before it reaches the application. */
export function refuseRequest(res: ServerResponse, problem: Problem): void {
  const { headers, body } = refusal(problem);
  res.writeHead(problem.status, headers).end(body);
}

/** Refuses unparsable input by writing a raw HTTP response. */
export function refuseConnection(socket: Duplex, problem: Problem): void {
  const { headers, body } = refusal(problem);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${problem.status} ${problem.title}`, `Date: ${new Date().toUTCString()}`, ...lines];
  closeSoftly(socket, `${head.join('\r\n')}\r\n\r\n${body}`);
}
