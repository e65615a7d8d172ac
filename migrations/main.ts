import { messageOf } from '../platform/errors.js';
import { migrate } from '../platform/migrate.js';
import { migrations } from './index.js';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is required: the database to migrate.');
  process.exit(78);
}
try {
  const done = await migrate(url, migrations);
  console.log(done.length > 0 ? `Migrated: ${done.join(', ')}` : 'The database is up to date.');
} catch (error) {
  console.error(`The database was not migrated: ${messageOf(error)}`);
  process.exit(1);
}
