import { setTimeout as pass } from 'node:timers/promises';
import type { Fleet } from './fleet.js';
import type { SupervisedProcess } from '../harness/supervised-process.js';
import type { Random } from './random.js';

export type Fault = (fleet: Fleet, random: Random) => Promise<unknown>;

/** What may go wrong at any moment, and come right again. Each ends with everything at its place. */
export const faults: Record<string, Fault> = {
  'redis is killed': async ({ services: { redis } }, random) => {
    await redis.kill();
    await pass(random.between(200, 3_000));
    await redis.start();
  },
  FLUSHALL: ({ services: { redis } }) => redis.command('FLUSHALL'),
  'redis connections are cut': async ({ services: { redis } }) => {
    for (const type of ['normal', 'pubsub']) await redis.command('CLIENT', 'KILL', 'TYPE', type);
  },
  'redis freezes': async ({ services: { redis } }, random) => {
    redis.freeze();
    await pass(random.between(500, 3_000));
    redis.thaw();
  },
  'postgres sessions are killed': ({ db }) =>
    db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'parkmate%'`,
    ),
  'postgres crashes': async ({ services: { postgres } }) => {
    await postgres.crash();
    await postgres.start();
  },
  'clients are cut off': ({ links }) => {
    links.clientToApi.cut();
    return Promise.resolve();
  },
  'a worker dies': async (fleet) => {
    const [doomed] = restartable(fleet.workers);
    await doomed?.kill();
    await fleet.addWorker();
  },
  'an api dies': async (fleet) => {
    const [doomed] = restartable(fleet.apis);
    await doomed?.kill();
    await fleet.addApi();
  },
  'rolling restart': async (fleet) => {
    for (const old of restartable(fleet.apis)) {
      await fleet.addApi();
      await fleet.retire(old);
    }
    for (const old of restartable(fleet.workers)) {
      await fleet.addWorker();
      await old.stop();
    }
  },
};

/** All but the first, which suffers everything else and lives through it all, so that its memory can be watched. */
const restartable = ([, ...others]: readonly SupervisedProcess[]) =>
  others.filter(({ isRunning }) => isRunning);
