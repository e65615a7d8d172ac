import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import type { Secrets } from '../../platform/process/secret.js';
import type { Database } from '../../platform/postgres/database.js';
import { Problem, problemIn } from '../http/problem.js';
import type { Answer } from '../http/answer.js';
import { heldWhile, takeKey } from './held-key.js';
import {
  claimAnsweredKey,
  claimKey,
  findFirstUse,
  findRecentUse,
  isKeyTaken,
  isUsed,
  freeKey,
  keepAnswer,
  keepFirstAnswer,
  type FirstUse,
  type KeyUse,
} from './key-store.js';
import { deriveKeys, SealedBox } from '../../platform/sealed-box.js';

const wellFormed = /^[\x21-\x7e]{1,200}$/;

/** The Idempotency-Key header. @throws Problem 400 */
export function idempotencyKeyOf(req: Request): string | undefined {
  const key = req.get('Idempotency-Key');
  if (req.method !== 'POST' || key === undefined) return undefined;
  if (wellFormed.test(key)) return key;
  throw new Problem(
    400,
    'invalid_idempotency_key',
    'An Idempotency-Key has 1 to 200 visible ASCII characters and no spaces.',
  );
}

/** What a keyed request does. */
export interface Action {
  act: (db: Database) => Promise<Answer>;
  /** Discards effects of `act` outside of the database, after a rollback. */
  discard: () => void;
  /** The answer to a problem thrown by `act`. */
  refuse: (problem: Problem) => Answer;
}

/** Rolls back work that ran in parallel to the look-up of a key that turns out to be used. */
class KeyIsTaken extends Error {}

/** Temporary errors (429, 5xx) are not stored, so that a retry can succeed. */
const worthKeeping = ({ status }: Answer) => status < 500 && status !== 429;

/**
 * Replays the first answer to every repeat of a request. Key, change and answer commit in one transaction: a crash before the commit
 * has no effect, and after it the repeat finds the answer.
 */
export class Idempotency {
  private readonly fingerprintKeys: readonly [Buffer, ...Buffer[]];
  private readonly box: SealedBox;

  constructor(secrets: Secrets) {
    this.fingerprintKeys = deriveKeys(secrets, 'idempotency fingerprints');
    // Encrypted at rest: answers may contain tokens, and backups have other readers than their owners.
    this.box = new SealedBox(deriveKeys(secrets, 'idempotency answers'));
  }

  /** Keyed hashes, by each secret, instead of the request itself, whose body may contain a password. */
  fingerprints(req: Request, body: unknown): Pick<KeyUse, 'fingerprint' | 'otherFingerprints'> {
    const request = JSON.stringify([req.method, req.originalUrl, body]);
    const hash = (key: Buffer) => createHmac('sha256', key).update(request).digest();
    const [current, ...others] = this.fingerprintKeys;
    return { fingerprint: hash(current), otherFingerprints: others.map(hash) };
  }

  /**
   * Runs `act`, or replays the stored answer. The key's look-up is pipelined with the first statement of `act`, and the answer
   * with the commit, so that a key costs no round trip. If the key turns out to be used, or `act` throws a problem, everything
   * is rolled back.
   * @param isSharing whether the transaction may be shared with others; then the key is looked up first.
   * @throws Problem 422 `idempotency_key_reused` when the key was used for another request.
   */
  async answerOnce(db: Database, use: KeyUse, action: Action, isSharing = false): Promise<Answer> {
    const work = async (db: Database) => {
      const answer = await (db.isShared
        ? this.actIfUnused(db, use, action)
        : this.actWhileLooking(db, use, action));
      if (worthKeeping(answer)) keepAnswer(db, use, this.sealed(answer, use));
      return answer;
    };
    try {
      return await (isSharing ? db.together(work) : db.transaction(work));
    } catch (error) {
      action.discard();
      if (error instanceof KeyIsTaken || isKeyTaken(error)) return this.repeat(db, use);
      const problem = problemIn(error);
      if (problem) return this.refuseOnce(db, use, action.refuse(problem));
      throw error;
    }
  }

  private async actIfUnused(db: Database, use: KeyUse, { act }: Action): Promise<Answer> {
    if (await isUsed(db, use)) db.leaveGroup();
    return act(db);
  }

  private async actWhileLooking(db: Database, use: KeyUse, { act }: Action): Promise<Answer> {
    const [used, acted] = await Promise.allSettled([isUsed(db, use), act(db)]);
    if (used.status === 'rejected') throw used.reason;
    if (used.value) throw new KeyIsTaken();
    if (acted.status === 'rejected') throw acted.reason;
    return acted.value;
  }

  /** Stores the answer of a request without effects, unless a concurrent one has stored another under this key. */
  private async refuseOnce(db: Database, use: KeyUse, answer: Answer): Promise<Answer> {
    if (!worthKeeping(answer)) return answer;
    return (await claimAnsweredKey(db, use, this.sealed(answer, use))) ? answer : this.repeat(db, use);
  }

  /**
   * For idempotent actions: no transaction spans them. The key is claimed first, so that a different request is refused before it
   * does anything. A repeat that finds no answer yet (the first is running or has crashed) runs the action too; all get the
   * answer that was stored first.
   */
  async answerThenKeep(db: Database, use: KeyUse, action: Action): Promise<Answer> {
    if (!(await claimKey(db, use))) {
      const first = await findFirstUse(db, use);
      requireSameRequest(first, use);
      if (first.answer) return this.repeatOf(first, use);
    }
    const answer = await actOrRefuse(db, action);
    if (!worthKeeping(answer) || (await keepFirstAnswer(db, use, this.sealed(answer, use)))) return answer;
    return this.repeat(db, use);
  }

  /**
   * For actions that no transaction can span and that must not be done twice. A repeat that arrives meanwhile waits for the
   * first answer. Where the first one has died, or was answered with a temporary error, it acts itself.
   * @throws Problem 422 as `answerOnce`, 503 `still_in_progress` when the first one takes too long.
   */
  async answerAlone(db: Database, use: KeyUse, action: Action): Promise<Answer> {
    const first = await takeKey(db, use, (found) => {
      requireSameRequest(found, use);
    });
    if (first !== 'taken') return this.repeatOf(first, use);
    let isKept = false;
    try {
      const answer = await heldWhile(db, use, () => actOrRefuse(db, action));
      if (!worthKeeping(answer)) return answer;
      isKept = await keepFirstAnswer(db, use, this.sealed(answer, use));
      // Not kept: taken over, since this process was taken for dead.
      return isKept ? answer : await this.repeat(db, use);
    } finally {
      // Where that fails too, as if the process had died.
      if (!isKept) await freeKey(db, use).catch(() => undefined);
    }
  }

  /** The stored answer, if any. @throws Problem 422 as `answerOnce` */
  async findAnswer(db: Database, use: KeyUse): Promise<Answer | undefined> {
    const first = await findRecentUse(db, use);
    return first && this.repeatOf(first, use);
  }

  private async repeat(db: Database, use: KeyUse): Promise<Answer> {
    return this.repeatOf(await findFirstUse(db, use), use);
  }

  private repeatOf(first: FirstUse, use: KeyUse): Answer {
    requireSameRequest(first, use);
    if (!first.answer) throw new Error('an idempotency key is taken and yet has no answer');
    const answer = JSON.parse(this.box.open(first.answer, contextOf(use))) as Answer;
    return { ...answer, headers: { ...answer.headers, 'Idempotent-Replayed': 'true' } };
  }

  private sealed(answer: Answer, use: KeyUse): Buffer {
    return this.box.seal(JSON.stringify(answer), contextOf(use));
  }
}

/** Outside of a transaction, which nothing would roll back. */
const actOrRefuse = (db: Database, { act, discard, refuse }: Action): Promise<Answer> =>
  act(db).catch((error: unknown) => {
    discard();
    const problem = problemIn(error);
    if (problem) return refuse(problem);
    throw error;
  });

function requireSameRequest(first: FirstUse, use: KeyUse): void {
  if ([use.fingerprint, ...use.otherFingerprints].some((one) => first.fingerprint.equals(one))) return;
  throw new Problem(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request. Use a new one.',
  );
}

const contextOf = ({ scope, key }: KeyUse) => JSON.stringify([scope, key]);
