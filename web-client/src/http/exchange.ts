import type { ProblemDocument } from '../../../contract/api/problem.js';
import { monotonic, serverClock } from '../time/clock.js';
import { firstAbort } from './first-abort.js';
import { ApiProblem, notOurs, Unreachable } from './problem.js';
import { serverOrigin } from './server.js';
import { answerWithinMs } from './time-limit.js';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to `/api`. */
  path: string;
  body?: unknown;
  token?: string | undefined;
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
  /** `fetch` keepalive: the request completes, and its Set-Cookie is stored, although the page is unloaded. */
  keepalive?: boolean;
}

export interface Answer<Body> {
  body: Body;
  /** Epoch milliseconds of the response's server time, where it gives one. */
  dateMs: number | undefined;
}

/** Sends one request. @throws ApiProblem, Unreachable */
export async function exchange<Body>(request: Request): Promise<Answer<Body>> {
  const askedAt = monotonic();
  const response = await send(request);
  const text = await response.text().catch((cause: unknown) => {
    throw new Unreachable({ cause });
  });
  const answeredAt = monotonic();
  const body = parse(text);
  if (!response.ok) throw new ApiProblem(problemOf(response, body), retryAfterMsOf(response));

  const dateMs = Date.parse(response.headers.get('Date') ?? '') || undefined;
  if (dateMs !== undefined) serverClock.observeHeader({ atMs: dateMs, askedAt, answeredAt });
  const atMs = serverTimeOf(response, body);
  if (atMs !== undefined) serverClock.observe({ atMs, askedAt, answeredAt });
  return { body: body as Body, dateMs };
}

async function send({ method, path, body, token, idempotencyKey, ...rest }: Request): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
  const { signal, keepalive = false } = rest;
  // A hanging request would also block requests that wait for the same lock.
  const timeLimit = AbortSignal.timeout(answerWithinMs);
  const end = signal ? firstAbort([signal, timeLimit]) : timeLimit;
  const payload = body === undefined ? null : JSON.stringify(body);
  try {
    return await fetch(`${serverOrigin()}/api${path}`, {
      method,
      headers,
      body: payload,
      signal: end,
      keepalive,
      credentials: serverOrigin() === '' ? 'same-origin' : 'omit',
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Unreachable({ cause });
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Takes the place of a proxy's error page, which is no problem document. */
function problemOf({ status, statusText }: Response, body: unknown): ProblemDocument {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) {
    return body as ProblemDocument;
  }
  return { type: 'about:blank', title: statusText, status, detail: statusText, code: notOurs, requestId: '' };
}

function retryAfterMsOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** Server time of a response; undefined for a replayed idempotent response, whose time is that of the original. */
function serverTimeOf(response: Response, body: unknown): number | undefined {
  if (response.headers.has('Idempotent-Replayed')) return undefined;
  const { items, ...alone } = (body ?? {}) as { serverTime?: unknown; items?: { serverTime?: unknown }[] };
  const serverTime = items?.[0]?.serverTime ?? alone.serverTime;
  return typeof serverTime === 'string' ? Date.parse(serverTime) : undefined;
}
