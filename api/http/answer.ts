import type { Response } from 'express';
import type { Problem } from './problem.js';

/** An HTTP answer as plain data, so that it can be stored and replayed. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | undefined;
}

export const requestIdHeader = 'X-Request-Id';

/** A success, with the cookies that its handler has set. */
export function successAnswer(res: Response, status: number, result: unknown): Answer {
  const cookies = setCookiesOf(res);
  if (status === 202 || status === 204) return { status, headers: cookies, body: undefined };
  const headers = { ...cookies, 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers, body: JSON.stringify(result) };
}

/** A problem document, as RFC 9457 has it. */
export const problemDocument = (
  { status, code, title, detail, extra }: Problem,
  requestId: string | number | string[] | undefined,
) => ({
  ...extra.extensions,
  type: `urn:parkmate:problem:${code}`,
  title,
  status,
  detail,
  code,
  requestId,
  errors: extra.errors,
});

/** A problem document, with the headers that belong to its status. */
export function problemAnswer(res: Response, problem: Problem): Answer {
  const { status, code, extra } = problem;
  const headers: Answer['headers'] = {
    ...setCookiesOf(res),
    'Content-Type': 'application/problem+json; charset=utf-8',
  };
  if (extra.retryAfterSeconds !== undefined) headers['Retry-After'] = String(extra.retryAfterSeconds);
  if (status === 401) headers['WWW-Authenticate'] = challenge(code);
  const body = JSON.stringify(problemDocument(problem, res.getHeader(requestIdHeader)));
  return { status, headers, body };
}

/** For a thrown problem: the transaction was rolled back, so that no cookie of the handler is sent. */
export function thrownAnswer(res: Response, problem: Problem): Answer {
  res.removeHeader('Set-Cookie');
  return problemAnswer(res, problem);
}

export function send(res: Response, { status, headers, body }: Answer): void {
  res.status(status).set(headers).end(body);
}

const challenge = (code: string) =>
  code === 'token_expired'
    ? 'Bearer realm="parkmate", error="invalid_token", error_description="The access token expired"'
    : 'Bearer realm="parkmate"';

function setCookiesOf(res: Response): Record<string, string[]> {
  const cookies = res.getHeader('Set-Cookie');
  return cookies === undefined ? {} : { 'Set-Cookie': [cookies].flat().map(String) };
}
