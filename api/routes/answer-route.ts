import { DomainError } from '../../domain/errors.js';
import type { Request, RequestHandler, Response } from 'express';
import type { Database } from '../../platform/postgres/database.js';
import { type Problem, problemFor } from '../http/problem.js';
import { problemAnswer, send, successAnswer, type Answer } from '../http/answer.js';
import type { CheckedCall, Route } from '../http/route.js';
import type { Services } from '../services.js';
import type { KeyUse } from '../idempotency/key-store.js';
import { Idempotency, idempotencyKeyOf } from '../idempotency/idempotency.js';
import { admit, identify } from '../auth/identify.js';
import { countedUser, type RateLimits } from '../rate-limits/rate-limits.js';
import { readJson } from '../http/read-json.js';
import { secretsOf } from '../../platform/process/secret.js';

/** Lets a middleware of others take its turn in a sequence that is read from top to bottom. */
const pass = (middleware: RequestHandler, req: Request, res: Response) =>
  new Promise<void>((resolve, reject) => {
    const next = (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('a middleware refused', { cause: error }));
    };
    void middleware(req, res, next);
  });

/** Serves one declared route: identify, limit, admit, read, check, prepare, act, answer. */
export function answerRoute(
  route: Route,
  { db, env, tokens }: Pick<Services, 'db' | 'env' | 'tokens'>,
  limits: RateLimits,
): RequestHandler {
  const idempotency = new Idempotency(secretsOf(env));

  return async (req, res) => {
    const identity = await identify(tokens, req);
    if (!(identity instanceof DomainError)) res.locals[countedUser] = identity.userId;
    await pass(limits[route.limit], req, res);
    const caller = admit(route.who, identity);
    await pass(readJson, req, res);
    const call = route.check(req, res, caller);
    const key = idempotencyKeyOf(req);

    const use = key !== undefined && call.idempotencyScope !== undefined ? useOf(req, call, key) : undefined;
    if (use && call.prepare) {
      const known = await idempotency.findAnswer(db, use);
      if (known) {
        send(res, known);
        return;
      }
    }
    const prepared = await call.prepare?.({ db, caller });

    let afterCommit: (() => void)[] = [];
    const discard = () => {
      afterCommit = [];
      res.removeHeader('Set-Cookie');
    };
    const act = async (db: Database): Promise<Answer> => {
      // A transaction that PostgreSQL has undone for the sake of another one is done again.
      discard();
      const result = await call.act({
        db,
        caller,
        prepared,
        afterCommit: (work) => afterCommit.push(work),
      });
      return result instanceof DomainError
        ? problemAnswer(res, problemFor(result))
        : successAnswer(res, route.answer.status, result);
    };
    const action = { act, discard, refuse: (problem: Problem) => problemAnswer(res, problem) };
    const actOnce = (use: KeyUse) => {
      if (route.alone) return idempotency.answerAlone(db, use, action);
      if (route.repeatable) return idempotency.answerThenKeep(db, use, action);
      return idempotency.answerOnce(db, use, action, route.sharesTransaction);
    };
    const actAlone = () => act(db);
    const actOnly = () => (route.sharesTransaction ? db.together(act, actAlone) : actAlone());
    const answer = await (use ? actOnce(use) : actOnly());
    for (const work of afterCommit) work();
    send(res, answer);
  };

  function useOf(req: Request, { body, idempotencyScope = '' }: CheckedCall, key: string) {
    return { scope: idempotencyScope, key, ...idempotency.fingerprints(req, body) };
  }
}
