import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { freshDatabase, type TestDatabase } from './database.js';

/** A migrated database, entered by a role of its own that is no superuser, and what an administrator may do to both. */
export interface RoleDatabase {
  /** As the role. */
  url: string;
  role: string;
  /** The name of the database. */
  name: string;
  /** Runs SQL as a superuser, in the server's own database, so that the other one may be renamed. */
  administer: (sql: string) => Promise<void>;
  /** Runs SQL as a superuser inside of the database. */
  administerInside: (sql: string) => Promise<void>;
  /** Ends every session of the role, as a restart of the server does. */
  disconnect: () => Promise<void>;
  drop: () => Promise<void>;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function databaseOfRole(given?: TestDatabase): Promise<RoleDatabase> {
  const database = given ?? (await freshDatabase());
  const name = new URL(database.url).pathname.slice(1);
  const role = `parkmate_role_${randomBytes(8).toString('hex')}`;
  const url = new URL(database.url);
  url.username = role;
  url.password = 'first';
  const administer = (sql: string) => run(process.env.TEST_DATABASE_URL ?? '', sql);
  await administer(`CREATE ROLE ${role} LOGIN PASSWORD 'first'`);
  await run(
    database.url,
    `GRANT ALL ON SCHEMA public TO ${role};
     GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role};
     GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  return {
    url: url.href,
    role,
    name,
    administer,
    administerInside: (sql) => run(database.url, sql),
    disconnect: () =>
      administer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`),
    drop: async () => {
      await database.drop();
      await administer(`DROP ROLE ${role}`);
    },
  };
}
