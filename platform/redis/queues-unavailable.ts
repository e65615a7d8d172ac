import { messageOf } from '../errors.js';

/** Redis did not do what a queue needed: it is away, too slow, or refuses the command. */
export class QueuesUnavailable extends Error {
  constructor(cause: unknown) {
    super(`Redis does not answer: ${messageOf(cause)}`, { cause });
    this.name = 'QueuesUnavailable';
  }
}

/** @throws QueuesUnavailable for whatever `work` throws, except for bugs of ours. */
export async function asking<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    throw new QueuesUnavailable(error);
  }
}
