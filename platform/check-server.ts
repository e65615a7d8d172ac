import type pg from 'pg';
import type { DatabasePooler } from './database-pooler.js';
import type { Logger } from './logger.js';
import { checkSession } from './session-settings.js';

const look = `SELECT current_setting('server_encoding') AS encoding, pg_backend_pid() AS pid`;

/**
 * Looks, once at boot, whether this is a server that ParkMate can work with.
 * @throws when it is not, saying what to do. Trying again would not help.
 */
export async function checkServer(client: pg.PoolClient, pooler: DatabasePooler, log: Logger): Promise<void> {
  const { rows } = await client.query<{ encoding: string; pid: number }>(look);
  const [{ encoding, pid } = { encoding: '', pid: 0 }] = rows;
  if (encoding !== 'UTF8') {
    throw new Error(
      `The database of DATABASE_URL keeps text as ${encoding}, which cannot hold all that people write. ` +
        "ParkMate needs one made with ENCODING 'UTF8'.",
    );
  }
  if (pooler === 'transaction') {
    const advice = await checkSession(client);
    if (advice !== undefined) {
      log.warn('statements that hang are not ended: ParkMate cannot set this through the pooler', { advice });
    }
  }
  // A pooler gives its clients a number of its own.
  const { processID } = client as pg.PoolClient & { processID?: number };
  if (pooler === 'none' && processID !== undefined && processID !== pid) {
    log.warn('a connection pooler stands before the database: set DATABASE_POOLER to its pool_mode');
  }
}
