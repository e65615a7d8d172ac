import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Role } from '../../contract/api/accounts.js';
import { emptyBody } from '../../contract/values.js';
import type { Caller } from '../../domain/accounts/caller.js';
import type { DomainError } from '../../domain/errors.js';
import type { Database } from '../../platform/postgres/database.js';
import { validate, validatePath } from './validate.js';

/** `anybody` needs no token; a list of roles needs one of them. */
export type Who = 'anybody' | readonly Role[];

/** Which rate limit counts a call: `auth` and `mail` per address, `read` and `write` per user, or per address without one. */
export type Limit = 'auth' | 'mail' | 'read' | 'write';

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** The validated input of a handler. */
interface Call<W extends Who, Params, Query, Body, Prepared = undefined> {
  /** The pool, or the transaction that also keeps the answer when the caller sent an Idempotency-Key; see `repeatable`. */
  db: Database;
  caller: W extends 'anybody' ? undefined : Caller;
  params: Params;
  query: Query;
  body: Body;
  /** The result of `prepare`. */
  prepared: Prepared;
  /** Runs `work` after the commit, and not after a rollback. */
  afterCommit: (work: () => void) => void;
  req: Request;
  res: Response;
}

/** The part of a declaration that does not depend on its types. */
interface Description {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api`, in Express's notation: `/bookings/:id/renew`. */
  path: string;
  /** The OpenAPI tag. */
  tag: string;
  summary: string;
  description?: string;
  who: Who;
  /** Default: `read` for GET, otherwise `write`. */
  limit?: Limit;
  /** Problem statuses beyond those that the declaration implies. */
  problems: number[];
  /**
   * The action is idempotent and commits in several short transactions, so that it holds no lock for long. With an
   * Idempotency-Key it is not wrapped in a transaction; its answer is stored afterwards.
   */
  repeatable?: true;
  /**
   * The action acts outside of PostgreSQL too, or commits in several transactions, and must not be done twice. With an
   * Idempotency-Key it is not wrapped in a transaction, and a repeat that arrives meanwhile waits for its answer.
   */
  alone?: true;
  /** Concurrent calls may share one transaction; see `Database.together`. */
  sharesTransaction?: true;
}

export interface Declaration<
  W extends Who,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Prepared = undefined,
> extends Description {
  who: W;
  params?: Params;
  query?: Query;
  body?: Body;
  answer: { status: 200 | 201; schema: Answer } | { status: 202 | 204 };
  /**
   * The owner of the Idempotency-Key for calls without a token. Equal keys of different scopes are different keys; without
   * a scope the key is ignored.
   */
  idempotencyScope?: (call: { body: z.output<Body>; req: Request }) => string | undefined;
  /**
   * Slow work without side effects, such as hashing a password, which runs before the transaction begins, so that no database
   * connection is held during a computation. Skipped when the answer is replayed.
   * @throws errors that are answered and not stored.
   */
  prepare?: (
    call: Omit<
      Call<W, z.output<Params>, z.output<Query>, z.output<Body>>,
      'prepared' | 'afterCommit' | 'res'
    >,
  ) => Promise<Prepared>;
  /**
   * Returns the body of the success answer. A thrown error rolls back what was written under an Idempotency-Key; a returned one
   * answers the same and commits.
   */
  handle: (
    call: Call<W, z.output<Params>, z.output<Query>, z.output<Body>, Prepared>,
  ) => Promise<z.output<Answer> | DomainError> | z.output<Answer> | DomainError;
}

interface Context extends Pick<Call<Who, unknown, unknown, unknown>, 'db' | 'afterCommit'> {
  caller: Caller | undefined;
  prepared: unknown;
}

/** A validated request. */
export interface CheckedCall {
  body: unknown;
  idempotencyScope: string | undefined;
  prepare: ((context: Pick<Context, 'db' | 'caller'>) => Promise<unknown>) | undefined;
  act: (context: Context) => Promise<unknown>;
}

export interface Route extends Description {
  limit: Limit;
  schemas: { params: z.ZodType; query: z.ZodType; body: z.ZodType | undefined };
  answer: { status: number; schema?: z.ZodType };
  /** @throws DomainError `invalid_request` or `not_found` for input that the schemas refuse. */
  check: (req: Request, res: Response, caller: Caller | undefined) => CheckedCall;
}

/**
 * Declares one route: authorization, input, answer and handler. Validation, OpenAPI and types are derived from this
 * declaration.
 */
export function route<
  const W extends Who,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
  Answer extends z.ZodType = z.ZodVoid,
  Prepared = undefined,
>(declaration: Declaration<W, Params, Query, Body, Answer, Prepared>): Route {
  const {
    params = nothing,
    query = nothing,
    body,
    prepare,
    handle,
    idempotencyScope,
    ...description
  } = declaration;
  type Checked = Call<W, z.output<Params>, z.output<Query>, z.output<Body>, Prepared>;
  const readOnly = description.method === 'get';

  return {
    ...description,
    limit: description.limit ?? (readOnly ? 'read' : 'write'),
    schemas: { params, query, body: readOnly ? undefined : body },
    check(req, res, caller) {
      const checked = {
        params: validatePath(params, req.params) as z.output<Params>,
        query: validate(query, req.query) as z.output<Query>,
        body: validate(body ?? emptyBody, req.body) as z.output<Body>,
      };
      return {
        body: checked.body,
        idempotencyScope: caller ? `user:${caller.userId}` : idempotencyScope?.({ body: checked.body, req }),
        // `answerRoute` has checked the caller's role; the type of `who` cannot express that.
        prepare: prepare && ((context) => prepare({ ...checked, ...context, req } as Checked)),
        act: async (context) => handle({ ...checked, ...context, req, res } as Checked),
      };
    },
  };
}
