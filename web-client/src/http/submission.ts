import { newKey } from './new-key.js';
import { ApiProblem, Unreachable } from './problem.js';

/** Backoff before the second, third, ... attempt, in milliseconds. */
const backoffMs = [400, 1_000, 2_500, 5_000];

/** A longer Retry-After fails at once, instead of keeping the button busy. */
const maxRetryAfterMs = 10_000;

const transientStatuses = [429, 502, 503, 504];

const isTransient = (error: unknown) =>
  error instanceof Unreachable || (error instanceof ApiProblem && transientStatuses.includes(error.status));

/** Whether a retry cannot change the outcome. */
const isFinal = (error: unknown) =>
  error instanceof ApiProblem && error.status < 500 && !transientStatuses.includes(error.status);

/**
 * A command that is retried with backoff. It keeps its Idempotency-Key until the server has given a final answer, also
 * when the user submits again, so that it is executed once.
 */
export class Submission<Body, Answer> {
  private open: { key: string; body: string } | undefined;

  constructor(private readonly send: (body: Body, idempotencyKey: string) => Promise<Answer>) {}

  /** @throws ApiProblem, or Unreachable when no attempt was answered. */
  async run(body: Body): Promise<Answer> {
    const asText = JSON.stringify(body);
    if (this.open?.body !== asText) this.open = { key: newKey(), body: asText };
    const { key } = this.open;
    try {
      const answer = await this.attempt(body, key);
      this.open = undefined;
      return answer;
    } catch (error) {
      if (isFinal(error)) this.open = undefined;
      throw error;
    }
  }

  private async attempt(body: Body, key: string): Promise<Answer> {
    for (const waitMs of backoffMs) {
      try {
        return await this.send(body, key);
      } catch (error) {
        const askedMs = (error instanceof ApiProblem ? error.retryAfterMs : undefined) ?? 0;
        if (!isTransient(error) || askedMs > maxRetryAfterMs) throw error;
        await wait(Math.max(askedMs, waitMs * (0.75 + Math.random() / 2)));
      }
    }
    return this.send(body, key);
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
