import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import type { Database } from '../../platform/postgres/database.js';
import { Problem } from '../../platform/errors.js';
import type { Answer } from '../http/answer.js';
import {
  claimAnsweredKey,
  claimKey,
  findFirstUse,
  findRecentUse,
  isKeyTaken,
  isUsed,
  keepAnswer,
  keepFirstAnswer,
  type FirstUse,
  type KeyUse,
} from './key-store.js';
import { deriveKey, SealedBox } from '../auth/sealed-box.js';

const wellFormed = /^[\x21-\x7e]{1,200}$/;

/** The caller's Idempotency-Key. @throws Problem 400 */
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

/** What a request does, and how its answers come about. */
export interface Action {
  act: (db: Database) => Promise<Answer>;
  /** Forgets what `act` has left outside of the database: it was rolled back. */
  discard: () => void;
  /** The answer to a problem that `act` has thrown. */
  refuse: (problem: Problem) => Answer;
}

/** Undoes what was done before it was known that somebody has used the key before. */
class KeyIsTaken extends Error {}

/** "Try again later" is not an answer to keep: the repeat is meant to find out whether later has come. */
const worthKeeping = ({ status }: Answer) => status < 500 && status !== 429;

/**
 * Gives the first answer to every repeat of a request. The key, the change and the answer are written in one
 * transaction: whoever dies before its commit has done nothing, and after it the repeat finds the answer.
 */
export class Idempotency {
  private readonly fingerprintKey: Buffer;
  private readonly box: SealedBox;

  constructor(secret: string) {
    this.fingerprintKey = deriveKey(secret, 'idempotency fingerprints');
    // Answers may hold tokens, and the database's backups are read by others than their owners.
    this.box = new SealedBox(deriveKey(secret, 'idempotency answers'));
  }

  /** Tells requests apart without keeping them: a body may hold a password. */
  fingerprint(req: Request, body: unknown): Buffer {
    const request = JSON.stringify([req.method, req.originalUrl, body]);
    return createHmac('sha256', this.fingerprintKey).update(request).digest();
  }

  /**
   * Answers with `act`, or as before when this key was used before. The first statement of `act` travels behind the one
   * that looks for the key, and the answer with the commit: a key costs no round trip of its own. Where the key turns out to
   * be taken, or where `act` throws a problem, all of it is rolled back.
   * @param isSharing whether the transaction may be shared with others; then the key is looked for before.
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
      if (error instanceof Problem) return this.refuseOnce(db, use, action.refuse(error));
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

  /** Keeps an answer to what had no effect, unless somebody has got another one under this key meanwhile. */
  private async refuseOnce(db: Database, use: KeyUse, answer: Answer): Promise<Answer> {
    if (!worthKeeping(answer)) return answer;
    return (await claimAnsweredKey(db, use, this.sealed(answer, use))) ? answer : this.repeat(db, use);
  }

  /**
   * The same for what is harmless to do twice: no transaction is held open around it. The key is taken before, so that
   * another request is refused before it does anything. A repeat that finds no answer yet, since the first is still going
   * on or has died, does it as well; all of them are given the answer that was kept first.
   */
  async answerThenKeep(db: Database, use: KeyUse, action: Action): Promise<Answer> {
    if (!(await claimKey(db, use))) {
      const first = await findFirstUse(db, use);
      requireSameRequest(first, use);
      if (first.answer) return this.repeatOf(first, use);
    }
    const answer = await action.act(db).catch((error: unknown) => {
      action.discard();
      if (error instanceof Problem) return action.refuse(error);
      throw error;
    });
    if (!worthKeeping(answer) || (await keepFirstAnswer(db, use, this.sealed(answer, use)))) return answer;
    return this.repeat(db, use);
  }

  /** The first answer, where there is one already. @throws Problem 422 as `answerOnce` */
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

function requireSameRequest(first: FirstUse, use: KeyUse): void {
  if (first.fingerprint.equals(use.fingerprint)) return;
  throw new Problem(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request. Use a new one.',
  );
}

const contextOf = ({ scope, key }: KeyUse) => JSON.stringify([scope, key]);
