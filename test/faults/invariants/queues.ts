import type { Invariant, Offence } from './invariant.js';

/** How long after a fault a job may still fail of it: its tries and the stalled check take that long. */
const aftermathMs = 40_000;

export const queues: Invariant = {
  letter: 'Q',
  promise: 'queues end empty; every failed job has failed of a fault, and its work was done all the same',
  check({ waitingJobs, failedJobs, events, outages }) {
    const offences: Offence[] = [];
    const pending = new Set(events.filter((event) => event.pending).map(({ id }) => id));
    for (const [name, count] of Object.entries(waitingJobs)) {
      if (count > 0) offences.push({ id: name, why: `${count} jobs are left in the queue ${name}` });
    }
    for (const { id, queue, reason, finishedAt, eventIds } of failedJobs) {
      const left = eventIds.find((eventId) => pending.has(eventId));
      const hadCause = outages.all.some(
        ({ from, to }) => finishedAt >= from && finishedAt <= to + aftermathMs,
      );
      if (left !== undefined)
        offences.push({ id: left, why: `job ${id} failed (${reason}) and nobody did its work` });
      if (!hadCause) offences.push({ id, why: `a ${queue} job failed without a fault: ${reason}` });
    }
    return { counts: `${failedJobs.length} failed jobs`, offences };
  },
};
