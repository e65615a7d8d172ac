/* Fills an empty database with the demo, and gives it fresh bookings at every start. */
import { entities } from '../../domain/entities.js';
import { Database } from '../../platform/postgres/database.js';
import { readEnv } from '../../platform/process/env.js';
import { createLogger } from '../../platform/observability/logger.js';
import { addDemo } from './demo.js';

const env = readEnv();
const db = await Database.connect({
  url: env.DATABASE_URL,
  pooler: env.DATABASE_POOLER,
  applicationName: 'parkmate-seed',
  poolSize: 2,
  entities,
  log: createLogger('seed', env),
});
try {
  await addDemo(db, env);
} finally {
  await db.close();
}
