import { request } from './request.js';

/** Pagination parameters. */
export interface PageQuery {
  limit?: number;
  cursor?: string | undefined;
}

export function query(given: Record<string, string | number | undefined>): string {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
}

export const get = <Body>(path: string, signal?: AbortSignal) =>
  request<Body>({ method: 'GET', path, signal });

type Post<Body, Answer> = (body: Body, idempotencyKey?: string) => Promise<Answer>;

export const post =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body, idempotencyKey) =>
    request<Answer>({ method: 'POST', path, body, idempotencyKey });

/** For calls that are idempotent by themselves. An Idempotency-Key would make the server store the response needlessly. */
export const postIdempotent =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body) =>
    request<Answer>({ method: 'POST', path, body });

/** The server changes what is named to what is said: again changes nothing. */
export const patch =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body) =>
    request<Answer>({ method: 'PATCH', path, body });

/** The server replaces what is named by what is said: again changes nothing. */
export const put =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body) =>
    request<Answer>({ method: 'PUT', path, body });

export const remove = <Answer>(path: string) => request<Answer>({ method: 'DELETE', path });
