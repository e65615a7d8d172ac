import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../../platform/errors.js';
import type { Account } from '../harness/account.js';

export type Action =
  'book' | 'renew' | 'cancel' | 'decline' | 'verify' | 'reject' | 'refund' | 'read' | 'archive' | 'other';

/** `unknown`: no answer came that says whether anything happened. */
export type Verdict = 'ok' | 'fail' | 'unknown';

export interface Attempt {
  at: number;
  /** Undefined when no answer came. */
  status: number | undefined;
  detail: string;
}

/** One wish of one user, with every attempt that was made to have it fulfilled, all under one Idempotency-Key. */
export interface Recorded {
  action: Action;
  /** What it is about: a plate that nobody else uses, or the id of a booking, payment or notification. */
  target: string;
  userId: string;
  key: string;
  attempts: Attempt[];
  verdict: Verdict;
  body: Record<string, unknown>;
}

export interface Wish {
  action: Action;
  target: string;
  method: 'POST' | 'DELETE';
  path: string;
  body?: unknown;
}

const answerWithinMs = 8_000;
const giveUpAfterMs = 45_000;
const retryMs = 150;

/** Sends requests, tries those without a clear answer again with the same key, and keeps what came of each. */
export class Recorder {
  readonly requests: Recorded[] = [];

  async send(account: Account, { action, target, method, path, body }: Wish): Promise<Recorded> {
    const { id: userId } = account;
    const key = randomUUID();
    const recorded: Recorded = { action, target, userId, key, attempts: [], verdict: 'unknown', body: {} };
    this.requests.push(recorded);
    const giveUpAt = Date.now() + giveUpAfterMs;
    for (;;) {
      const attempt: Attempt = { at: Date.now(), status: undefined, detail: '' };
      recorded.attempts.push(attempt);
      try {
        const response = await fetch(`${account.access.url}/api${path}`, {
          method,
          signal: AbortSignal.timeout(answerWithinMs),
          headers: {
            authorization: `Bearer ${account.token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        recorded.body = (await response.json()) as Record<string, unknown>;
        attempt.status = response.status;
        if (response.status >= 400) attempt.detail = String(recorded.body.code);
        recorded.verdict = verdictOf(response.status);
      } catch (error) {
        attempt.detail = messageOf(error);
      }
      if (recorded.verdict !== 'unknown' || Date.now() > giveUpAt) return recorded;
      await wait(retryMs);
    }
  }

  count(verdict: Verdict): number {
    return this.requests.filter((request) => request.verdict === verdict).length;
  }
}

/** After a 5xx nobody can know whether something happened; anything else says it. */
export function verdictOf(status: number): Verdict {
  if (status >= 500) return 'unknown';
  return status < 300 ? 'ok' : 'fail';
}
