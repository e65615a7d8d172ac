import { request } from './request.js';

/** Which part of a list. */
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

/** Of what finds itself done when it is repeated. A key would make the server write its answer down for nothing. */
export const postIdempotent =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body) =>
    request<Answer>({ method: 'POST', path, body });

export const remove = <Answer>(path: string) => request<Answer>({ method: 'DELETE', path });
