import { expect } from 'chai';
import { jobs } from '../jobs/index.js';
import { isQueued } from './job.js';
import { tickingQueues } from './ticking-queues.js';

describe('The queues that a schedule fills all the time', () => {
  it('are those of jobs that run every second, and there are some', () => {
    expect(tickingQueues(jobs.filter(isQueued))).to.deep.equal(['sweep', 'relay']);
  });
});
