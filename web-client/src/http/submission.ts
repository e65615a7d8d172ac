import { newKey } from './new-key.js';
import { ApiProblem, Unreachable } from './problem.js';

/** Waits before the second, third, ... attempt. */
const backoffMs = [400, 1_000, 2_500, 5_000];

/** Longer than this nobody looks at a busy button. */
const longestWaitMs = 10_000;

const passing = [429, 502, 503, 504];

const mayPass = (error: unknown) =>
  error instanceof Unreachable || (error instanceof ApiProblem && passing.includes(error.status));

/** No later attempt can find out more than this answer says. */
const isFinal = (error: unknown) =>
  error instanceof ApiProblem && error.status < 500 && !passing.includes(error.status);

/**
 * Something that a person wants done once, however often it has to be sent. Its Idempotency-Key stays the same until the
 * server has given a final answer, also when the person presses the button again.
 */
export class Submission<Body, Answer> {
  private open: { key: string; body: string } | undefined;

  constructor(private readonly send: (body: Body, idempotencyKey: string) => Promise<Answer>) {}

  /** @throws ApiProblem, or Unreachable when no attempt got an answer. */
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
        if (!mayPass(error) || askedMs > longestWaitMs) throw error;
        await wait(Math.max(askedMs, waitMs * (0.75 + Math.random() / 2)));
      }
    }
    return this.send(body, key);
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
