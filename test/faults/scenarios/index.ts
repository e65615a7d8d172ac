import type { Scenario } from '../scenario.js';
import { workerDiesBeforeCommit } from './01-worker-dies-before-commit.js';
import { workerDiesBeforeEmit } from './02-worker-dies-before-emit.js';
import { apiDiesBeforeEnqueue } from './06-api-dies-before-enqueue.js';
import { redisIsDown } from './08-redis-is-down.js';
import { redisLosesEverything } from './09-redis-loses-everything.js';
import { nodeClockIsWrong } from './17-node-clock-is-wrong.js';

/** All scenarios. A new one is a file and its line here. */
export const scenarios: readonly Scenario[] = [
  workerDiesBeforeCommit,
  workerDiesBeforeEmit,
  apiDiesBeforeEnqueue,
  redisIsDown,
  redisLosesEverything,
  nodeClockIsWrong,
];
