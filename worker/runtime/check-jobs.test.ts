import { expect } from 'chai';
import { z } from 'zod';
import { Misconfiguration } from '../../platform/misconfiguration.js';
import { checkJobs } from './check-jobs.js';
import { defineInProcessJob, defineJob, type Job, type QueuedJob } from './job.js';
import { done } from './outcome.js';

type Payload = { n: number };

const valid: QueuedJob<Payload> = defineJob({
  ...{ name: 'send-mail', queue: 'send-mail', payload: z.object({ n: z.number() }) },
  ...{ concurrency: 1, attempts: 5 },
  run: () => Promise.resolve(done),
});
const schedule = { cron: '* * * * * *', deduplicateMs: 700, payload: { n: 1 } };
const withoutQueue = { run: () => Promise.resolve(), onceAfterReconnect: false };
const inProcess = defineInProcessJob({
  ...{ name: 'fold', schedule: { cron: '*/10 * * * * *' } },
  run: () => Promise.resolve(done),
});

function problemsOf(jobs: readonly Job[]): string[] {
  try {
    checkJobs(jobs);
    return [];
  } catch (error) {
    if (error instanceof Misconfiguration) return error.problems;
    throw error;
  }
}

describe('Declarations of jobs', () => {
  it('are valid with and without a schedule, and without a queue', () => {
    const scheduled = { ...valid, name: 'sweep', queue: 'sweep', schedule, withoutQueue };
    expect(problemsOf([valid, scheduled, inProcess])).to.deep.equal([]);
  });

  const wrong: Record<string, [Partial<QueuedJob<Payload>>, RegExp]> = {
    'a name that no file has': [{ name: 'Send:Mail' }, /^Send:Mail: its name is not in kebab-case$/],
    'a queue that BullMQ refuses': [{ queue: 'send:mail' }, /its queue "send:mail" is not in kebab-case/],
    'no consumer': [{ concurrency: 0 }, /its concurrency is 0/],
    'half a consumer': [{ concurrency: 1.5 }, /its concurrency is 1.5/],
    'no attempt': [{ attempts: 0 }, /its attempts are 0/],
    'so many attempts that the last backoff is too long': [{ attempts: 7 }, /its attempts are 7, not 1 to 6/],
    'a schedule that is none': [
      { schedule: { ...schedule, cron: 'daily' } },
      /"daily" is no cron expression/,
    ],
    'a schedule at unequal distances': [
      { schedule: { ...schedule, cron: '0,20 * * * * *' } },
      /matches at unequal distances/,
    ],
    'a schedule for which no timer can wait': [
      { schedule: { ...schedule, cron: '0 0 1 1 *' } },
      /matches (too seldom|at unequal distances)/,
    ],
    'ticks that would swallow the next one': [
      { schedule: { ...schedule, deduplicateMs: 1_000 } },
      /deduplicated for 1000 ms, not 1 to 999/,
    ],
    'ticks that are never deduplicated': [{ schedule: { ...schedule, deduplicateMs: 0 } }, /for 0 ms/],
    'ticks that it could not read': [
      { schedule: { ...schedule, payload: {} as Payload } },
      /the payload of its schedule is not as declared/,
    ],
    'work without the queue at no time': [{ withoutQueue }, /without a schedule/],
  };
  for (const [what, [change, problem]] of Object.entries(wrong)) {
    it(`are refused with ${what}`, () => {
      const problems = problemsOf([{ ...valid, ...change }]);
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.match(problem);
    });
  }

  it('are refused with all problems at once, duplicates included', () => {
    const job = { ...inProcess, schedule: { cron: '* * *' } };
    expect(problemsOf([valid, { ...valid, attempts: -1 }, job])).to.deep.equal([
      'send-mail: two jobs have this name',
      'send-mail: two jobs have this queue',
      'send-mail: its attempts are -1, not 1 to 6',
      'fold: its schedule "* * *" is no cron expression',
    ]);
  });
});
