import { monotonic } from '../time/clock.js';
import { newKey } from './new-key.js';
import { ApiProblem, Unreachable } from './problem.js';
import { answerWithinMs, withinLimit } from './time-limit.js';

/** Backoff before the second, third, ... attempt, in milliseconds. */
const backoffMs = [400, 1_000, 2_500, 5_000];

const transientStatuses = [429, 502, 503, 504];

const isTransient = (error: unknown) =>
  error instanceof Unreachable || (error instanceof ApiProblem && transientStatuses.includes(error.status));

/** Whether a retry cannot change the outcome. */
export const isFinal = (error: unknown) =>
  error instanceof ApiProblem && error.status < 500 && !transientStatuses.includes(error.status);

/**
 * A command that is retried with backoff, for ten seconds in all. It keeps its Idempotency-Key until the server has given a final answer, also
 * when the user submits again, so that it is executed once.
 */
export class Submission<Body, Answer> {
  private open: { key: string; body: string } | undefined;

  constructor(private readonly send: (body: Body, idempotencyKey: string) => Promise<Answer>) {}

  /** @throws ApiProblem, or Unreachable when no attempt was answered. */
  async run(body: Body): Promise<Answer> {
    const asText = JSON.stringify(body);
    if (!this.open || this.open.body !== asText) this.open = { key: newKey(), body: asText };
    const { key } = this.open;
    try {
      const answer = await withinLimit(this.attempt(body, key, monotonic() + answerWithinMs));
      this.open = undefined;
      return answer;
    } catch (error) {
      if (isFinal(error)) this.open = undefined;
      throw error;
    }
  }

  /** @param until when nobody waits any more */
  private async attempt(body: Body, key: string, until: number): Promise<Answer> {
    for (const waitMs of backoffMs) {
      try {
        return await this.send(body, key);
      } catch (error) {
        const askedMs = (error instanceof ApiProblem ? error.retryAfterMs : undefined) ?? 0;
        const pauseMs = Math.max(askedMs, waitMs * (0.75 + Math.random() / 2));
        if (!isTransient(error) || monotonic() + pauseMs >= until) throw error;
        await wait(pauseMs);
      }
    }
    return this.send(body, key);
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
