import { databaseAdvice } from '../platform/postgres/advice.js';
import { InvalidSettings, readDatabaseEnv } from '../platform/process/env.js';
import { messageOf } from '../platform/errors.js';
import { migrate } from '../platform/postgres/migrate.js';
import { migrations } from './index.js';

try {
  const { DATABASE_URL: url, DATABASE_POOLER: pooler } = readDatabaseEnv();
  const done = await migrate(url, migrations, { pooler });
  console.log(done.length > 0 ? `Migrated: ${done.join(', ')}` : 'The database is up to date.');
} catch (error) {
  console.error(`The database was not migrated: ${messageOf(error)}`);
  const advice = databaseAdvice(error);
  if (advice !== undefined) console.error(advice);
  process.exit(error instanceof InvalidSettings ? 78 : 1);
}
