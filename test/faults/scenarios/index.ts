import type { Scenario } from '../scenario.js';
import { workerDiesBeforeCommit } from './01-worker-dies-before-commit.js';
import { workerDiesBeforeEmit } from './02-worker-dies-before-emit.js';
import { sameJobKilledThrice } from './03-same-job-killed-thrice.js';
import { zombieWorker } from './04-zombie-worker.js';
import { apiDiesAroundCommit } from './05-api-dies-around-commit.js';
import { apiDiesBeforeEnqueue } from './06-api-dies-before-enqueue.js';
import { gatewayDiesWithManyClients } from './07-gateway-dies-with-many-clients.js';
import { redisIsDown } from './08-redis-is-down.js';
import { redisLosesEverything } from './09-redis-loses-everything.js';
import { staleReplica } from './10-stale-replica.js';
import { redisConnectionsCut } from './11-redis-connections-cut.js';
import { redisFreezes } from './12-redis-freezes.js';
import { redisHalfOpen } from './13-redis-half-open.js';
import { redisIsFull } from './14-redis-is-full.js';
import { postgresSessionsKilled } from './15-postgres-sessions-killed.js';
import { postgresCrashes } from './16-postgres-crashes.js';
import { nodeClockIsWrong } from './17-node-clock-is-wrong.js';
import { races } from './18-races.js';
import { badClients } from './19-bad-clients.js';
import { rollingRestart } from './20-rolling-restart.js';
import { databaseSetBack } from './21-database-set-back.js';
import { clocksJump } from './22-clocks-jump.js';
import { poisonEvents } from './23-poison-events.js';
import { broadcastWithDyingWorkers } from './24-broadcast-with-dying-workers.js';
import { frozenInside } from './25-frozen-inside.js';
import { crowdOfOne } from './26-crowd-of-one.js';
import { providersFail } from './27-providers-fail.js';

/** All scenarios. A new one is a file and its line here. */
export const scenarios: readonly Scenario[] = [
  workerDiesBeforeCommit,
  workerDiesBeforeEmit,
  sameJobKilledThrice,
  zombieWorker,
  apiDiesAroundCommit,
  apiDiesBeforeEnqueue,
  gatewayDiesWithManyClients,
  redisIsDown,
  redisLosesEverything,
  staleReplica,
  redisConnectionsCut,
  redisFreezes,
  redisHalfOpen,
  redisIsFull,
  postgresSessionsKilled,
  postgresCrashes,
  nodeClockIsWrong,
  races,
  badClients,
  rollingRestart,
  databaseSetBack,
  clocksJump,
  poisonEvents,
  broadcastWithDyingWorkers,
  frozenInside,
  crowdOfOne,
  providersFail,
];
