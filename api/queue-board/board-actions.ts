import { Router, type Request } from 'express';
import type { OperatorAction } from '../../contract/api/operations.js';
import type { Caller } from '../../domain/accounts/caller.js';
import { forbidden } from '../../domain/errors.js';
import { actOnJobs } from '../../domain/operations/queues/act-on-jobs.js';
import { pauseQueue } from '../../domain/operations/queues/pause-queue.js';
import { readQueueNames } from '../../domain/operations/queue-names.js';
import { asking } from '../../platform/redis/queues-unavailable.js';
import type { OperatedQueues } from '../../platform/redis/operated-queues.js';
import type { Services } from '../services.js';

const reason = 'on the queue board';
/** The page names no number that it expects. */
const anyNumber = 100_000;

/**
 * What an operator does on the page, done by the same actions and with the same record as over the API: none of the
 * package's own code writes. Whatever else the page could do (edit a payload, add a job, empty a queue) is refused.
 * @param callerOf who has opened the board.
 */
export function boardActions(
  { db }: Pick<Services, 'db'>,
  queues: OperatedQueues,
  callerOf: (req: Request) => Caller,
): Router {
  type JobAction = 'retry' | 'discard' | 'promote';
  const router = Router();
  const put = (path: string, act: (caller: Caller, params: Record<string, string>) => Promise<unknown>) =>
    router.put(path, async (req, res) => {
      res.json((await act(callerOf(req), req.params as Record<string, string>)) ?? {});
    });
  const onJobs = (caller: Caller, action: JobAction, queue = '', ids?: string[]) =>
    actOnJobs(db, queues, caller, { action, queue }, { reason, expected: anyNumber, ...(ids && { ids }) });

  for (const action of ['pause', 'resume'] as const) {
    put(`/api/queues/${action}`, async (caller) => {
      for (const queue of await asking(() => readQueueNames(queues.redis)))
        await pauseQueue(db, queues, caller, { action, queue }, reason);
    });
    put(`/api/queues/:queue/${action}`, async (caller, { queue = '' }) => {
      await pauseQueue(db, queues, caller, { action, queue }, reason);
    });
  }
  put('/api/queues/:queue/retry/failed', async (caller, { queue }) =>
    retried(await onJobs(caller, 'retry', queue)),
  );
  put('/api/queues/:queue/clean/failed', async (caller, { queue }) => {
    await onJobs(caller, 'discard', queue);
  });
  put('/api/queues/:queue/promote', async (caller, { queue }) => {
    await onJobs(caller, 'promote', queue);
  });
  const ofOneJob = { retry: 'retry', clean: 'discard', promote: 'promote' } as const;
  for (const [name, action] of Object.entries(ofOneJob))
    put(`/api/queues/:queue/:job/${name}`, async (caller, { queue, job = '' }) => {
      await onJobs(caller, action, queue, [job]);
    });
  router.put(['/api/queues/:queue/retry/:state', '/api/queues/:queue/clean/:state'], refuse);
  router.use(refuse);
  return router;
}

/** As the page reads it. */
const retried = ({ touched }: OperatorAction) => ({ retried: touched ?? 0, skipped: 0 });

const refuse = () => {
  throw forbidden('The queue board does not do this.');
};
