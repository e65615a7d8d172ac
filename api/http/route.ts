import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Role } from '../../contract/api/accounts.js';
import { emptyBody } from '../../contract/values.js';
import type { Caller } from '../../domain/accounts/caller.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Problem } from '../../platform/errors.js';
import { validate, validatePath } from './validate.js';

/** `anybody` needs no token; a list of roles needs one of them. */
export type Who = 'anybody' | readonly Role[];

/** Which rate limit counts a call: `auth` per address, `read` and `write` per user, or per address without one. */
export type Limit = 'auth' | 'read' | 'write';

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** What a handler works with. Everything in it has been checked. */
export interface Call<W extends Who, Params, Query, Body, Prepared = undefined> {
  /** The pool, or the transaction that also keeps the answer when the caller sent an Idempotency-Key; see `repeatable`. */
  db: Database;
  caller: W extends 'anybody' ? undefined : Caller;
  params: Params;
  query: Query;
  body: Body;
  /** What `prepare` has found out. */
  prepared: Prepared;
  /** Does `work` once everything is durable, and never when it is not. */
  afterCommit: (work: () => void) => void;
  req: Request;
  res: Response;
}

/** What documents and mounts a route, whatever its types. */
interface Description {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Below `/api`, in Express's notation: `/bookings/:id/renew`. */
  path: string;
  /** The chapter of the documentation. */
  tag: string;
  summary: string;
  description?: string;
  who: Who;
  /** Default: `read` for GET, otherwise `write`. */
  limit?: Limit;
  /** Statuses of the problems that this route adds to those that its declaration implies. */
  problems: number[];
  /**
   * Doing it twice has the effect of doing it once, and it commits in steps of its own, so that it locks nothing for
   * long. Under an Idempotency-Key no transaction is put around it; its answer is kept after it.
   */
  repeatable?: true;
  /** Those who call it at the same time may commit together; see `Database.together`. */
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
  answer: { status: 200 | 201; schema: Answer } | { status: 204 };
  /**
   * Whose Idempotency-Key it is, where no token says so. Keys of different scopes never meet; without a scope the key
   * is not looked at.
   */
  idempotencyScope?: (call: { body: z.output<Body>; req: Request }) => string | undefined;
  /**
   * Does what is slow and changes nothing, such as hashing a password, before the transaction is begun that keeps the answer
   * under an Idempotency-Key: a connection is held for as long as statements run, and never for a computation. Left out
   * where that answer is known already.
   * @throws Problem, which is answered and not kept.
   */
  prepare?: (
    call: Omit<
      Call<W, z.output<Params>, z.output<Query>, z.output<Body>>,
      'prepared' | 'afterCommit' | 'res'
    >,
  ) => Promise<Prepared>;
  /**
   * Gives the body of the success answer. A thrown Problem undoes what was written under an Idempotency-Key; a
   * returned one answers the same and keeps it.
   */
  handle: (
    call: Call<W, z.output<Params>, z.output<Query>, z.output<Body>, Prepared>,
  ) => Promise<z.output<Answer> | Problem> | z.output<Answer> | Problem;
}

interface Context extends Pick<Call<Who, unknown, unknown, unknown>, 'db' | 'afterCommit'> {
  caller: Caller | undefined;
  prepared: unknown;
}

/** One checked request, ready to be acted on. */
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
  /** @throws Problem 400 or 404 for input that the schemas refuse. */
  check: (req: Request, res: Response, caller: Caller | undefined) => CheckedCall;
}

/**
 * Declares one call of the API: who may make it, what it takes and answers, and what it does. Validation, documentation
 * and types all come from this one declaration.
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
        // The mount has refused everybody else before, which the type of `who` cannot tell the compiler.
        prepare: prepare && ((context) => prepare({ ...checked, ...context, req } as Checked)),
        act: async (context) => handle({ ...checked, ...context, req, res } as Checked),
      };
    },
  };
}
