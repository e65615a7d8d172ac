import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { showPayload } from '../../domain/operations/queues/show-job.js';
import { showError } from '../../domain/operations/show-error.js';

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0];
type BoardJob = Awaited<ReturnType<BullMQAdapter['getJobs']>>[number];

const longestTrace = 4_000;

const mostJobs = 100;

/** A queue as the board may show it: without personal details, and without what needs further rights in Redis. */
export class ShownQueue extends BullMQAdapter {
  constructor(queue: BoardQueue, readOnlyMode: boolean) {
    super(queue, { readOnlyMode });
    this.setFormatter('data', showPayload);
    this.setFormatter('returnValue', () => null);
    this.setFormatter('progress', () => 0);
  }

  override async getJob(id: string) {
    const job = await super.getJob(id);
    return job ? withoutDetails(job) : job;
  }

  /** The page asks for ten; an address may ask for any number, and jobs are large. */
  override async getJobs(...[states, start = 0, end = start]: Parameters<BullMQAdapter['getJobs']>) {
    const last = Math.min(end, start + mostJobs - 1);
    return (await super.getJobs(states, start, last)).map(withoutDetails);
  }

  override getJobLogs() {
    return Promise.resolve([]);
  }
}

/** The same job, with errors and stacks as `showError` leaves them. */
function withoutDetails(job: BoardJob): BoardJob {
  const toJSON = (): ReturnType<BoardJob['toJSON']> => {
    const shown = job.toJSON();
    return {
      ...shown,
      failedReason: showError(shown.failedReason) ?? '',
      stacktrace: (shown.stacktrace ?? []).map((trace) => showError(trace, longestTrace) ?? ''),
    };
  };
  return Object.create(job, { toJSON: { value: toJSON } }) as BoardJob;
}
