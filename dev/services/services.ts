import { signDataDir } from '../files/data-dir.js';
import { freePort } from '../settings/ports.js';
import { readOrMakeSecrets } from '../settings/secrets.js';
import type { Session } from '../session.js';
import { step } from '../steps.js';
import { inspectPostgres, requireDatabase, startPostgres } from './postgres.js';
import { requireRedis, startRedis } from './redis.js';

export interface Services {
  databaseUrl: string;
  redisUrl: string;
  /** Stored with the data, so that sessions survive a restart. */
  jwtSecret: string;
  /** Settings of web push, so that subscriptions survive a restart. */
  vapid: { VAPID_PUBLIC_KEY: string; VAPID_PRIVATE_KEY: string; VAPID_SUBJECT: string };
}

/**
 * Uses the given database and Redis, and starts those that are not given. All checks run before anything is changed.
 * @param postgresSettings server parameters, for one that is started.
 * @throws SetupProblem
 */
export async function openServices(
  session: Session,
  given: { databaseUrl: string | undefined; redisUrl: string | undefined },
  postgresSettings: string[] = [],
): Promise<Services> {
  const { dataDir } = session;
  const database = given.databaseUrl ?? (await inspectPostgres(dataDir));
  const secrets = readOrMakeSecrets(dataDir);
  signDataDir(dataDir);

  const openDatabase = async () =>
    typeof database === 'string'
      ? requireDatabase(database)
      : startPostgres(session, database, secrets.postgresPassword, await freePort(), postgresSettings);
  const openRedis = async () =>
    given.redisUrl === undefined
      ? startRedis(session, secrets.redisPassword, await freePort())
      : requireRedis(given.redisUrl);

  const [databaseUrl, redisUrl] = await Promise.all([
    step('PostgreSQL', openDatabase),
    step('Redis', openRedis),
  ]);
  const vapid = {
    VAPID_PUBLIC_KEY: secrets.vapidPublicKey,
    VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    VAPID_SUBJECT: 'mailto:operator@demo.parkmate.test',
  };
  return { databaseUrl, redisUrl, jwtSecret: secrets.jwtSecret, vapid };
}
