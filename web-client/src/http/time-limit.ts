import { Unreachable } from './problem.js';

/** After so long people look for another way, and a button that is busy still keeps them from it. */
export const answerWithinMs = 10_000;

/** Gives up waiting, whatever the work waits for. @throws Unreachable */
export async function withinLimit<Result>(work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Unreachable());
    }, answerWithinMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
